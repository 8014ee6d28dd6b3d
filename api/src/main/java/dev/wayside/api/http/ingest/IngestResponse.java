package dev.wayside.api.http.ingest;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.wayside.api.http.exchange.WireName;
import dev.wayside.kvstore.HandoverKind;
import dev.wayside.traceingest.IngestSummary;
import dev.wayside.traceingest.Warning;

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
 * @param shortVisits visits that are shorter than a window
 * @param knownVisits visits that were stored already, as they are or longer
 * @param overlappingVisits visits whose samples are stored under another trace, too
 * @param handovers by kind; every kind is there
 * @param rejectedLines the first 1,000 of the rejected rows
 * @param warnings signs that the rows were not read as they were meant
 * @param notes decisions that the rows left to the reader
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
        long shortVisits,
        long knownVisits,
        long overlappingVisits,
        Map<HandoverKind, Long> handovers,
        List<RejectedLine> rejectedLines,
        List<Sign> warnings,
        List<String> notes) {

    static IngestResponse of(IngestSummary summary, List<RejectedLine> rejectedLines) {
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
                byReason(summary),
                summary.traces(),
                summary.visits(),
                summary.samples(),
                summary.windows(),
                summary.known().tooShort(),
                summary.known().alreadyThere(),
                summary.known().overlapping(),
                handovers,
                rejectedLines,
                summary.remarks().warnings().stream().map(Sign::of).toList(),
                summary.remarks().notes());
    }

    /** The rejected rows, by reason. */
    static Map<String, Long> byReason(IngestSummary summary) {
        Map<String, Long> rejectedRows = new TreeMap<>();
        summary.rejectedRows().forEach((rejection, count) -> rejectedRows.put(WireName.of(rejection), count));
        return rejectedRows;
    }

    /**
     * A warning.
     *
     * @param kind stable, such as {@code no-windows}
     * @param text the sign in words
     * @param remedy the remedy for the operator
     */
    record Sign(String kind, String text, String remedy) {

        private static Sign of(Warning warning) {
            return new Sign(WireName.of(warning.kind()), warning.text(), warning.remedy());
        }
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
