package dev.wayside.traceingest.row;

import dev.wayside.kvstore.HandoverKind;
import dev.wayside.kvstore.Quantity;
import org.jspecify.annotations.Nullable;

/**
 * One row of a log of any format: the measurements of one device on one carrier at one moment.
 *
 * <p>A row without coverage may still carry measurements (zero throughput, say).
 *
 * @param lineNumber its line in the log, from 1
 * @param epochMillis its time, ms since 1970-01-01T00:00Z
 * @param carrier mobile network operator
 * @param traceName identifies the device if several share one log; otherwise empty
 * @param coverage the coverage according to the row
 * @param cellId the serving cell, or the place that represents it; null if the row names none
 * @param rsrpDbm reference signal received power, dBm; NaN without a cell
 * @param endedEvent the handover or loss of coverage that ended just before this row, if the log says so
 * @param disconnectionMillis duration of that event's interruption, ms; NaN if unknown
 * @param measurements the values measured next to the signal
 * @param afterRejected true if rows between the one before and this one were rejected: there may have been coverage
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
        Measurements measurements,
        boolean afterRejected) {

    /** This row at another time. */
    public LogRow at(long otherEpochMillis) {
        return copy(otherEpochMillis, measurements, afterRejected);
    }

    /** This row after rejected ones. */
    public LogRow afterRejectedRows() {
        return copy(epochMillis, measurements, true);
    }

    /** One of the quantities measured next to the signal; NaN if it was not. */
    public double value(Quantity quantity) {
        return measurements.value(quantity);
    }

    /** This row with one more value. */
    public LogRow with(Quantity quantity, double value) {
        return copy(epochMillis, measurements.with(quantity, value), afterRejected);
    }

    private LogRow copy(long otherEpochMillis, Measurements otherMeasurements, boolean otherAfterRejected) {
        return new LogRow(
                lineNumber,
                otherEpochMillis,
                carrier,
                traceName,
                coverage,
                cellId,
                rsrpDbm,
                endedEvent,
                disconnectionMillis,
                otherMeasurements,
                otherAfterRejected);
    }
}
