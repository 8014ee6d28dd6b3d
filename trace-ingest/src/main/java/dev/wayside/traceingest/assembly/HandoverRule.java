package dev.wayside.traceingest.assembly;

import java.util.Optional;

import dev.wayside.kvstore.HandoverKind;
import org.jspecify.annotations.Nullable;

/**
 * The rule that separates a loss of coverage from an ordinary change of cell, in logs without that information.
 *
 * <p>The log's event column has priority. With rows that report no coverage, any gap longer than one ordinary sampling
 * step is an OUTAGE. Otherwise the gap around the change decides. A gap of at most {@code ordinarySteps} ordinary
 * sampling steps is not a disconnection: SUCCESS. A longer one is an OUTAGE if the signal was already lost (an RSRP at
 * or below {@code lostSignalDbm} before it), otherwise a FAILURE. A gap beyond {@code maxDisconnectionMillis} without a
 * row that confirms it counts as a pause of the logger.
 *
 * @param ordinarySteps maximum ordinary gap, in sampling steps, at least 1
 * @param lostSignalDbm RSRP at which coverage counts as lost, dBm
 * @param maxDisconnectionMillis longest unconfirmed gap that counts as a disconnection, ms
 */
public record HandoverRule(int ordinarySteps, double lostSignalDbm, int maxDisconnectionMillis) {

    /**
     * Three steps, -120 dBm, 30 s. Chosen: the 90th percentile of published outages is 10 s, see {@link HandoverKind}.
     */
    public static final HandoverRule DEFAULT = new HandoverRule(3, -120, 30_000);

    /** @throws IllegalArgumentException if a value is out of range */
    public HandoverRule {
        if (ordinarySteps < 1 || maxDisconnectionMillis < 0 || Double.isNaN(lostSignalDbm)) {
            throw new IllegalArgumentException(
                    "ordinary steps start at 1, the maximum disconnection at 0 ms, and the lost signal is a number");
        }
    }

    /**
     * Classifies the gap before a row.
     *
     * @return the kind, or empty if there is nothing to record
     */
    Optional<HandoverKind> judge(Gap gap) {
        if (gap.said() != null) {
            return Optional.of(gap.said());
        }
        if (gap.confirmed() && gap.millis() > gap.ordinaryStepMillis()) {
            return Optional.of(HandoverKind.OUTAGE);
        }
        boolean broken = gap.millis() > (long) ordinarySteps * gap.ordinaryStepMillis();
        if (!broken) {
            return gap.cellChanged() ? Optional.of(HandoverKind.SUCCESS) : Optional.empty();
        }
        if (!gap.cellChanged() || gap.millis() > maxDisconnectionMillis) {
            return Optional.empty();
        }
        return Optional.of(linkFailure(gap.lastRsrpDbm()));
    }

    /** The kind of a radio link failure: an OUTAGE if the signal was lost before it. */
    public HandoverKind linkFailure(double lastRsrpDbm) {
        return lastRsrpDbm <= lostSignalDbm ? HandoverKind.OUTAGE : HandoverKind.FAILURE;
    }

    /**
     * The gap between two rows with a cell.
     *
     * @param millis from one to the other
     * @param ordinaryStepMillis 90th percentile of the log's recent steps
     * @param cellChanged true if the cells differ
     * @param lastRsrpDbm before the gap
     * @param confirmed true if rows in between report no coverage
     * @param said the event named by the log, if any
     */
    record Gap(
            long millis,
            long ordinaryStepMillis,
            boolean cellChanged,
            double lastRsrpDbm,
            boolean confirmed,
            @Nullable HandoverKind said) {}
}
