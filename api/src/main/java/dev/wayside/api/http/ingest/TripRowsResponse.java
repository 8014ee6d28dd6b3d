package dev.wayside.api.http.ingest;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.wayside.api.http.exchange.WireName;
import dev.wayside.traceingest.row.RejectedRow;
import dev.wayside.traceingest.trip.AppendedRows;

/**
 * The answer to rows of a trip, all of which are stored.
 *
 * @param trip id of the trip
 * @param rows number of its rows now: send those after them next
 * @param newRows rows of the body that were new
 * @param repeatedRows rows of the body that were there already
 * @param rejectedRows rejected ones of them, and earlier rows of which these tell that their clock was wrong, by reason
 * @param rejected the first 1,000 of the latter
 * @param visits visits that the rows completed
 * @param windows windows that the rows completed
 */
record TripRowsResponse(
        String trip,
        int rows,
        int newRows,
        int repeatedRows,
        Map<String, Long> rejectedRows,
        List<Rejected> rejected,
        int visits,
        int windows) {

    /** Chosen: enough to see the pattern; an answer stays small. */
    private static final int MAX_REJECTED = 1_000;

    /**
     * A row that was rejected.
     *
     * @param row its number in the trip
     * @param reason stable, such as {@code rsrp-out-of-range}
     * @param detail the offending value, shortened
     */
    record Rejected(long row, String reason, String detail) {

        private static Rejected of(RejectedRow row) {
            return new Rejected(row.lineNumber(), WireName.of(row.reason()), row.detail());
        }
    }

    static TripRowsResponse of(AppendedRows appended) {
        Map<String, Long> byReason = new TreeMap<>();
        appended.rejected().forEach(row -> byReason.merge(WireName.of(row.reason()), 1L, Long::sum));
        return new TripRowsResponse(
                appended.trip().key().id(),
                appended.trip().rows(),
                appended.newRows(),
                appended.repeatedRows(),
                byReason,
                appended.rejected().stream()
                        .limit(MAX_REJECTED)
                        .map(Rejected::of)
                        .toList(),
                appended.visits(),
                appended.windows());
    }
}
