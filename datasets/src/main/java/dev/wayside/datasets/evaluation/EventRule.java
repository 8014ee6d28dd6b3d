package dev.wayside.datasets.evaluation;

import java.util.function.IntToDoubleFunction;

/**
 * A rule that predicts an event.
 *
 * @param usesHistory true if other days say anything about the place
 */
record EventRule(String name, boolean usesHistory, Learner learner) {

    /** Makes the rule for one day from the others. */
    @FunctionalInterface
    interface Learner {

        /** The rule, which gives the probability at a row of the day left out. */
        IntToDoubleFunction learn(int leftOutDay);
    }
}
