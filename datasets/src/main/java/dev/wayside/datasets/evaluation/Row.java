package dev.wayside.datasets.evaluation;

import java.util.ArrayList;
import java.util.List;

import dev.wayside.fusion.Outcome;

/** A moment, and what was said and came of the one target that is being scored. */
record Row(Moment moment, Outcome outcome) {

    /** Most rows a rule learns from; of more, evenly spaced ones are taken. */
    static final int MOST_LEARNED_FROM = 20_000;

    /** At most that many, evenly spaced. */
    static <T> List<T> thinned(List<T> rows) {
        if (rows.size() <= MOST_LEARNED_FROM) {
            return rows;
        }
        List<T> kept = new ArrayList<>(MOST_LEARNED_FROM);
        for (long i = 0; i < MOST_LEARNED_FROM; i++) {
            kept.add(rows.get((int) (i * rows.size() / MOST_LEARNED_FROM)));
        }
        return kept;
    }
}
