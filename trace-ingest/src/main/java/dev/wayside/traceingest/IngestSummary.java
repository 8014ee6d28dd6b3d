package dev.wayside.traceingest;

import java.time.LocalDate;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import dev.wayside.kvstore.CellKey;
import dev.wayside.kvstore.HandoverKind;
import dev.wayside.traceingest.row.Rejection;

/**
 * The summary of one log and the files next to it, or of several. Rows are either accepted (including merged and
 * uncovered ones and those with performance only), left out, or rejected. Immutable.
 *
 * @param rows rows read, good and bad, without headers
 * @param mergedRows rows that repeated the time and cell of the row before, and were averaged with it
 * @param uncoveredRows rows that report no coverage
 * @param performanceRows rows with performance only: without coverage information, or from a file next to the log
 * @param leftOutRows rows left out on purpose: of other cells than the serving one, or of other devices
 * @param rejectedRows rejected rows, by reason
 * @param traces traces
 * @param visits visits
 * @param samples RSRP samples on the grid
 * @param interpolatedSamples those of them without a row
 * @param windows windows of full length
 * @param handovers by kind
 * @param cells distinct cells
 * @param days distinct days, in the store's zone
 * @param known visits that give nothing, or nothing new
 * @param remarks warnings and notes
 */
public record IngestSummary(
        long rows,
        long mergedRows,
        long uncoveredRows,
        long performanceRows,
        long leftOutRows,
        Map<Rejection, Long> rejectedRows,
        long traces,
        long visits,
        long samples,
        long interpolatedSamples,
        long windows,
        Map<HandoverKind, Long> handovers,
        Set<CellKey> cells,
        Set<LocalDate> days,
        KnownVisits known,
        Remarks remarks) {

    /** The empty summary. */
    public static final IngestSummary NOTHING = new IngestSummary(
            0, 0, 0, 0, 0, Map.of(), 0, 0, 0, 0, 0, Map.of(), Set.of(), Set.of(), KnownVisits.NONE, Remarks.NONE);

    /** Keeps the collections without a copy: the caller must not change them. */
    public IngestSummary {
        rejectedRows = Collections.unmodifiableMap(rejectedRows);
        handovers = Collections.unmodifiableMap(handovers);
        cells = Collections.unmodifiableSet(cells);
        days = Collections.unmodifiableSet(days);
    }

    /** All rejected rows. */
    public long rejected() {
        return rejectedRows.values().stream().mapToLong(Long::longValue).sum();
    }

    /** This summary with remarks. */
    IngestSummary withRemarks(Remarks otherRemarks) {
        return with(known, otherRemarks);
    }

    /** This summary with more visits that give nothing new. */
    IngestSummary withKnown(KnownVisits more) {
        return with(known.plus(more), remarks);
    }

    private IngestSummary with(KnownVisits otherKnown, Remarks otherRemarks) {
        return new IngestSummary(
                rows,
                mergedRows,
                uncoveredRows,
                performanceRows,
                leftOutRows,
                rejectedRows,
                traces,
                visits,
                samples,
                interpolatedSamples,
                windows,
                handovers,
                cells,
                days,
                otherKnown,
                otherRemarks);
    }

    /** The sum of both. */
    public IngestSummary plus(IngestSummary other) {
        return new IngestSummary(
                rows + other.rows,
                mergedRows + other.mergedRows,
                uncoveredRows + other.uncoveredRows,
                performanceRows + other.performanceRows,
                leftOutRows + other.leftOutRows,
                sum(new EnumMap<>(Rejection.class), rejectedRows, other.rejectedRows),
                traces + other.traces,
                visits + other.visits,
                samples + other.samples,
                interpolatedSamples + other.interpolatedSamples,
                windows + other.windows,
                sum(new EnumMap<>(HandoverKind.class), handovers, other.handovers),
                union(cells, other.cells),
                union(days, other.days),
                known.plus(other.known),
                remarks.plus(other.remarks));
    }

    private static <K> Map<K, Long> sum(Map<K, Long> into, Map<K, Long> left, Map<K, Long> right) {
        into.putAll(left);
        right.forEach((key, count) -> into.merge(key, count, Long::sum));
        return into;
    }

    private static <T> Set<T> union(Set<T> left, Set<T> right) {
        Set<T> union = new HashSet<>(left);
        union.addAll(right);
        return union;
    }
}
