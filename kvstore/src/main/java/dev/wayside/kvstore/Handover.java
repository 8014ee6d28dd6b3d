package dev.wayside.kvstore;

import java.util.Comparator;

/**
 * One change of cell, or one loss of coverage, as seen in one trace.
 *
 * @param trace the trace it was seen in
 * @param epochMillis time of the last sample from the old cell, ms since 1970-01-01T00:00Z
 * @param kind how it ended
 * @param disconnectionMillis time without a cell, at least 0; no finer than the log's sampling
 * @param source the cell that was left
 * @param targetCellId the cell of the same carrier that was entered; the source again if coverage returned there
 */
public record Handover(
        TraceId trace,
        long epochMillis,
        HandoverKind kind,
        int disconnectionMillis,
        CellKey source,
        String targetCellId)
        implements Comparable<Handover> {

    private static final Comparator<Handover> ORDER = Comparator.comparingLong(Handover::epochMillis)
            .thenComparing(Handover::trace)
            .thenComparing(Handover::source)
            .thenComparing(Handover::targetCellId)
            .thenComparing(Handover::kind)
            .thenComparingInt(Handover::disconnectionMillis);

    /** @throws IllegalArgumentException if the disconnection is negative */
    public Handover {
        if (disconnectionMillis < 0) {
            throw new IllegalArgumentException("a disconnection cannot last " + disconnectionMillis + " ms");
        }
    }

    @Override
    public int compareTo(Handover other) {
        return ORDER.compare(this, other);
    }
}
