package dev.wayside.traceingest;

import java.util.EnumMap;
import java.util.Map;

/** Counts the rows of one log by what became of them. */
final class RowCounts {

    private final Map<Rejection, Long> rejected = new EnumMap<>(Rejection.class);
    private long rows;
    private long merged;
    private long uncovered;

    void taken(LogRow row, boolean isMerged) {
        rows++;
        merged += isMerged ? 1 : 0;
        uncovered += row.cellId() == null ? 1 : 0;
    }

    void rejected(Rejection rejection) {
        rows++;
        rejected.merge(rejection, 1L, Long::sum);
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

    Map<Rejection, Long> rejected() {
        return new EnumMap<>(rejected);
    }
}
