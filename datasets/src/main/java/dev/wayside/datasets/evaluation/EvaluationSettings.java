package dev.wayside.datasets.evaluation;

import java.util.List;

/**
 * Settings of an evaluation.
 *
 * @param intervalMillis time from one moment to the next along a ride
 * @param carriers the only ones that count; all if there is none
 * @param visitTimeDbPerSecond how much the time in a visit counts in a match, as in the matcher's settings
 */
record EvaluationSettings(int intervalMillis, List<String> carriers, double visitTimeDbPerSecond) {

    EvaluationSettings {
        carriers = List.copyOf(carriers);
    }
}
