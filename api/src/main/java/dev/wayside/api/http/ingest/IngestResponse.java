package dev.wayside.api.http.ingest;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.wayside.api.http.exchange.WireName;
import dev.wayside.kvstore.HandoverKind;
import dev.wayside.traceingest.IngestSummary;

/**
 * Counts of the rows of one body, all of them stored.
 *
 * @param rows rows read, good and bad
 * @param mergedRows rows that repeated the time and cell of the row before
 * @param uncoveredRows rows that say there was no coverage
 * @param performanceRows rows that carry performance only
 * @param leftOutRows rows of other cells than the serving one, or of other devices
 * @param rejectedRows rejected rows, by reason
 * @param traces traces
 * @param visits visits
 * @param samples RSRP samples on the store's grid
 * @param windows windows of full length
 * @param handovers by kind; every kind is there
 * @param rejectedLines the first 1,000 of the rejected rows
 */
public record IngestResponse(
        long rows,
        long mergedRows,
        long uncoveredRows,
        long performanceRows,
        long leftOutRows,
        Map<String, Long> rejectedRows,
        long traces,
        long visits,
        long samples,
        long windows,
        Map<HandoverKind, Long> handovers,
        List<RejectedLine> rejectedLines) {

    static IngestResponse of(IngestSummary summary, List<RejectedLine> rejectedLines) {
        Map<String, Long> rejectedRows = new TreeMap<>();
        summary.rejectedRows().forEach((rejection, count) -> rejectedRows.put(WireName.of(rejection), count));
        Map<HandoverKind, Long> handovers = new EnumMap<>(HandoverKind.class);
        for (HandoverKind kind : HandoverKind.values()) {
            handovers.put(kind, summary.handovers().getOrDefault(kind, 0L));
        }
        return new IngestResponse(
                summary.rows(),
                summary.mergedRows(),
                summary.uncoveredRows(),
                summary.performanceRows(),
                summary.leftOutRows(),
                rejectedRows,
                summary.traces(),
                summary.visits(),
                summary.samples(),
                summary.windows(),
                handovers,
                rejectedLines);
    }

    /**
     * A row that was rejected.
     *
     * @param line line number in the body, from 1
     * @param reason stable, such as {@code rsrp-out-of-range}
     * @param detail the offending value, shortened
     */
    record RejectedLine(long line, String reason, String detail) {}
}
