package dev.wayside.traceingest.trip;

import dev.wayside.traceingest.row.LogRow;
import dev.wayside.traceingest.row.RejectedRow;
import dev.wayside.traceingest.row.Rejection;
import org.jspecify.annotations.Nullable;

/**
 * One row of a trip, as it was read. Rejected ones and those left out are rows too: they have numbers.
 *
 * @param row the row; null if it was rejected or left out
 * @param rejection the reason; null if it was taken or left out
 * @param rejectedMillis the time of a rejected row; {@link RejectedRow#NO_TIME} if it has none, or was not rejected
 */
record TripRow(@Nullable LogRow row, @Nullable Rejection rejection, long rejectedMillis) {

    /** A row of another cell than the serving one, or of another device. */
    static final TripRow LEFT_OUT = new TripRow(null, null, RejectedRow.NO_TIME);

    static TripRow of(LogRow row) {
        return new TripRow(row, null, RejectedRow.NO_TIME);
    }

    static TripRow rejected(Rejection rejection, long epochMillis) {
        return new TripRow(null, rejection, epochMillis);
    }

    /** This row with its number in the trip in place of its line. */
    TripRow numbered(int number) {
        return row == null
                ? this
                : of(new LogRow(
                        number,
                        row.epochMillis(),
                        row.carrier(),
                        row.traceName(),
                        row.coverage(),
                        row.cellId(),
                        row.rsrpDbm(),
                        row.endedEvent(),
                        row.disconnectionMillis(),
                        row.measurements(),
                        row.afterRejected()));
    }

    /** True if this and another may be the same row: a time that is implausible today may not be so tomorrow. */
    boolean mayBe(TripRow other) {
        return rejection == Rejection.TIME_IMPLAUSIBLE
                || other.rejection == Rejection.TIME_IMPLAUSIBLE
                || TripRowCodec.areEqual(this, other);
    }
}
