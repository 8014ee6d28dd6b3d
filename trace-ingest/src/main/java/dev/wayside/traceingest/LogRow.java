package dev.wayside.traceingest;

import dev.wayside.kvstore.HandoverKind;
import dev.wayside.kvstore.Quantity;
import org.jspecify.annotations.Nullable;

/**
 * One row of a log, whatever its format: what one device measured on one carrier at one moment.
 *
 * <p>A row without coverage may still carry performance (zero throughput, say). Quantities that the log does not have
 * are NaN.
 *
 * @param lineNumber where it stands in the log, from 1
 * @param epochMillis when, ms since 1970-01-01T00:00Z
 * @param carrier mobile network operator
 * @param traceName tells devices apart whose rows share one log; empty where the log has one device
 * @param coverage what the row says about coverage
 * @param cellId the serving cell, or the place that stands for it; null if the row names none
 * @param rsrpDbm reference signal received power, dBm; NaN without a cell
 * @param endedEvent the handover or loss of coverage that ended just before this row, if the log says so
 * @param disconnectionMillis how long that event kept data from flowing, ms, if the log tells; else NaN
 * @param downlinkBps downlink throughput, bit/s
 * @param uplinkBps uplink throughput, bit/s
 * @param rttMillis round-trip time, ms
 * @param loss packet loss, ratio 0 to 1
 * @param neighbourRsrpDbm RSRP of the strongest neighbour cell, dBm
 * @param latitudeDegrees degrees north
 * @param longitudeDegrees degrees east
 * @param speedMps speed over ground, m/s
 */
public record LogRow(
        long lineNumber,
        long epochMillis,
        String carrier,
        String traceName,
        Coverage coverage,
        @Nullable String cellId,
        double rsrpDbm,
        @Nullable HandoverKind endedEvent,
        double disconnectionMillis,
        double downlinkBps,
        double uplinkBps,
        double rttMillis,
        double loss,
        double neighbourRsrpDbm,
        double latitudeDegrees,
        double longitudeDegrees,
        double speedMps) {

    /** One of the quantities measured beside the signal; NaN where it was not. */
    public double value(Quantity quantity) {
        return switch (quantity) {
            case DOWNLINK_BPS -> downlinkBps;
            case UPLINK_BPS -> uplinkBps;
            case RTT_MILLIS -> rttMillis;
            case LOSS -> loss;
            case LATITUDE_DEGREES -> latitudeDegrees;
            case LONGITUDE_DEGREES -> longitudeDegrees;
            case SPEED_MPS -> speedMps;
            case NEIGHBOUR_RSRP_DBM -> neighbourRsrpDbm;
        };
    }
}
