package dev.wayside.traceingest;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

import dev.wayside.traceingest.row.Coverage;
import dev.wayside.traceingest.row.LogRow;
import dev.wayside.traceingest.row.Rejection;

/** The counts of one log's rows by outcome. */
final class RowCounts {

    private static final Set<Rejection> FOREIGN = EnumSet.of(
            Rejection.LINE_MALFORMED, Rejection.COLUMNS_WRONG, Rejection.TIME_UNREADABLE, Rejection.TIME_NOT_AS_MAPPED);

    private final Map<Rejection, Long> rejected = new EnumMap<>(Rejection.class);
    private long rows;
    private long merged;
    private long uncovered;
    private long performanceOnly;
    private long leftOut;

    void taken(LogRow row, boolean isMerged) {
        rows++;
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

    void rejected(Rejection rejection) {
        rows++;
        rejected.merge(rejection, 1L, Long::sum);
    }

    /** True if there are rows, and every one was rejected for a reason that suggests another format. */
    boolean lookForeign() {
        long foreign = FOREIGN.stream()
                .mapToLong(rejection -> rejected.getOrDefault(rejection, 0L))
                .sum();
        return rows > 0 && foreign == rows;
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
