package dev.wayside.traceingest;

import java.util.Optional;

import dev.wayside.kvstore.HandoverKind;
import org.jspecify.annotations.Nullable;

/**
 * How a break in coverage is told from an ordinary change of cell, in logs that do not say.
 *
 * <p>What the log says in its event column stands. Rows that say there was no coverage make an OUTAGE of any silence
 * longer than one ordinary sampling step. Else the silence around the change decides. One of at most
 * {@code ordinarySteps} ordinary sampling steps is no disconnection: SUCCESS. A longer one is an OUTAGE if the signal
 * was already gone (an RSRP at or below {@code lostSignalDbm} before it), else a FAILURE. A silence beyond
 * {@code maxDisconnectionMillis} with no row to witness it is taken for a pause of the logger.
 *
 * @param ordinarySteps how many sampling steps of silence are ordinary, at least 1
 * @param lostSignalDbm RSRP at which coverage counts as lost, dBm
 * @param maxDisconnectionMillis longest unwitnessed silence that counts as a disconnection, ms
 */
public record HandoverRule(int ordinarySteps, double lostSignalDbm, int maxDisconnectionMillis) {

    /** Three steps, -120 dBm, 30 s: beyond nine tenths of published outages (10 s) with room to spare. */
    public static final HandoverRule DEFAULT = new HandoverRule(3, -120, 30_000);

    /** @throws IllegalArgumentException if a value is out of range */
    public HandoverRule {
        if (ordinarySteps < 1 || maxDisconnectionMillis < 0 || Double.isNaN(lostSignalDbm)) {
            throw new IllegalArgumentException(
                    "ordinary steps start at 1, the longest disconnection at 0 ms, and the lost signal is a number");
        }
    }

    /**
     * Judges the silence before a row.
     *
     * @return the kind, or empty where nothing happened worth recording
     */
    Optional<HandoverKind> judge(Silence silence) {
        if (silence.said() != null) {
            return Optional.of(silence.said());
        }
        if (silence.witnessed() && silence.millis() > silence.ordinaryStepMillis()) {
            return Optional.of(HandoverKind.OUTAGE);
        }
        boolean broken = silence.millis() > (long) ordinarySteps * silence.ordinaryStepMillis();
        if (!broken) {
            return silence.cellChanged() ? Optional.of(HandoverKind.SUCCESS) : Optional.empty();
        }
        if (!silence.cellChanged() || silence.millis() > maxDisconnectionMillis) {
            return Optional.empty();
        }
        return Optional.of(linkFailure(silence.lastRsrpDbm()));
    }

    /** What a failure of the radio link is called: an OUTAGE if the signal was gone before it. */
    HandoverKind linkFailure(double lastRsrpDbm) {
        return lastRsrpDbm <= lostSignalDbm ? HandoverKind.OUTAGE : HandoverKind.FAILURE;
    }

    /**
     * What lies between two rows with a cell.
     *
     * @param millis from one to the other
     * @param ordinaryStepMillis what nine in ten of the log's recent steps do not exceed
     * @param cellChanged whether the cells differ
     * @param lastRsrpDbm before the silence
     * @param witnessed whether rows in between say that there was no coverage
     * @param said what the log calls it, if it does
     */
    record Silence(
            long millis,
            long ordinaryStepMillis,
            boolean cellChanged,
            double lastRsrpDbm,
            boolean witnessed,
            @Nullable HandoverKind said) {}
}
