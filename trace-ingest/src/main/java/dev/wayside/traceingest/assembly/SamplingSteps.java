package dev.wayside.traceingest.assembly;

import java.util.Arrays;

/** The time steps between a trace's recent rows: the ordinary step of this log. */
final class SamplingSteps {

    /** Chosen: enough for a 90th percentile. */
    private static final int REMEMBERED = 64;

    private final int[] stepMillis = new int[REMEMBERED];
    private final int minMillis;
    private int count;

    /** @param minMillis minimum of a step: the store's grid */
    SamplingSteps(int minMillis) {
        this.minMillis = minMillis;
    }

    void add(long millis) {
        if (millis > 0) {
            stepMillis[count % REMEMBERED] = (int) Math.min(millis, Integer.MAX_VALUE);
            count++;
        }
    }

    /** The median of the recent steps. */
    long medianMillis() {
        return quantile(0.5);
    }

    /** The 90th percentile of the recent steps. */
    long ordinaryMillis() {
        return quantile(0.9);
    }

    private long quantile(double share) {
        int known = Math.min(count, REMEMBERED);
        if (known == 0) {
            return minMillis;
        }
        int[] sorted = Arrays.copyOf(stepMillis, known);
        Arrays.sort(sorted);
        return Math.max(minMillis, sorted[(int) Math.ceil(share * known) - 1]);
    }
}
