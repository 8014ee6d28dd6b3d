package dev.wayside.datasets.evaluation;

import java.util.ArrayList;
import java.util.List;

import dev.wayside.fusion.Outcome;

/** A moment, and what was said and came of the one target that is being scored. */
record Row(Moment moment, Outcome outcome) {

    /** Most rows a rule learns from; of more, evenly spaced ones are taken. */
    static final int MAX_TRAINING_ROWS = 20_000;

    /** At most that many, evenly spaced. */
    static <T> List<T> thinned(List<T> rows) {
        if (rows.size() <= MAX_TRAINING_ROWS) {
            return rows;
        }
        List<T> kept = new ArrayList<>(MAX_TRAINING_ROWS);
        for (long i = 0; i < MAX_TRAINING_ROWS; i++) {
            kept.add(rows.get((int) (i * rows.size() / MAX_TRAINING_ROWS)));
        }
        return kept;
    }
}
