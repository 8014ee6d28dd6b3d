package dev.wayside.datasets.evaluation;

import java.time.LocalDate;
import java.util.List;

import dev.wayside.kvstore.TraceId;
import dev.wayside.kvstore.VisitSignal;

/**
 * Visits of one trace on one day, in order of time.
 *
 * @param stretches signal of all its visits, at least one
 */
record RidePlan(String carrier, LocalDate day, TraceId trace, List<VisitSignal> stretches) {

    RidePlan {
        stretches = List.copyOf(stretches);
    }

    int samples() {
        return stretches.stream().mapToInt(stretch -> stretch.rsrp().length()).sum();
    }
}
