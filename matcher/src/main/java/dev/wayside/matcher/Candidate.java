package dev.wayside.matcher;

import java.util.Comparator;

import dev.wayside.kvstore.VisitSignal;
import dev.wayside.kvstore.WindowId;

/**
 * A window and its distance to the query.
 *
 * @param stretch where it lies
 * @param offset its first sample within the stretch
 * @param startEpochMillis time of that sample
 * @param squaredDistance sum of squared differences, 1/256 dB^2
 */
record Candidate(VisitSignal stretch, int offset, long startEpochMillis, long squaredDistance) {

    /** Exact integers decide, and no two windows are equal, so that one query has one answer. */
    static final Comparator<Candidate> NEAREST_FIRST = Comparator.comparingLong(Candidate::squaredDistance)
            .thenComparing(Comparator.comparingLong(Candidate::startEpochMillis).reversed())
            .thenComparing(Candidate::window);

    WindowId window() {
        return stretch.key().window(offset);
    }
}
