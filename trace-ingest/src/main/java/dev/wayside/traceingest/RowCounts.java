package dev.wayside.traceingest;

import java.util.EnumMap;
import java.util.Map;

import dev.wayside.traceingest.row.Coverage;
import dev.wayside.traceingest.row.LogRow;
import dev.wayside.traceingest.row.Rejection;

/** The counts of one log's rows by outcome. */
final class RowCounts {

    private final Map<Rejection, Long> rejected = new EnumMap<>(Rejection.class);
    private final Map<Rejection, String> firstRejected = new EnumMap<>(Rejection.class);
    private long rows;
    private long merged;
    private long uncovered;
    private long performanceOnly;
    private long leftOut;
    private long firstMillis = Long.MAX_VALUE;
    private long lastMillis = Long.MIN_VALUE;

    void taken(LogRow row, boolean isMerged) {
        rows++;
        firstMillis = Math.min(firstMillis, row.epochMillis());
        lastMillis = Math.max(lastMillis, row.epochMillis());
        merged += isMerged ? 1 : 0;
        uncovered += row.coverage() == Coverage.NONE ? 1 : 0;
    }

    void takenForPerformance() {
        rows++;
        performanceOnly++;
    }

    void addLeftOut() {
        rows++;
        leftOut++;
    }

    void rejected(long lineNumber, Rejection rejection, String detail) {
        rows++;
        if (rejected.merge(rejection, 1L, Long::sum) == 1) {
            firstRejected.put(rejection, "line " + lineNumber + ": " + detail);
        }
    }

    /** The line and the value of the first row that was rejected for each reason. */
    Map<Rejection, String> firstRejected() {
        return firstRejected;
    }

    /** The time from the first to the last row with coverage information. */
    long spanMillis() {
        return Math.max(0, lastMillis - firstMillis);
    }

    long rows() {
        return rows;
    }

    long merged() {
        return merged;
    }

    long uncovered() {
        return uncovered;
    }

    long performanceOnly() {
        return performanceOnly;
    }

    long leftOut() {
        return leftOut;
    }

    Map<Rejection, Long> rejected() {
        return new EnumMap<>(rejected);
    }
}
