package dev.wayside.datasets.evaluation;

import java.util.function.IntToDoubleFunction;

/**
 * A rule that foretells an event.
 *
 * @param usesHistory whether other days say anything about the place
 */
record EventRule(String name, boolean usesHistory, Learner learner) {

    /** Makes the rule for one day from the others. */
    @FunctionalInterface
    interface Learner {

        /** What gives the probability at a row of the day left out. */
        IntToDoubleFunction learn(int leftOutDay);
    }
}
