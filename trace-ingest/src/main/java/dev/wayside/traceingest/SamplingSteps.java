package dev.wayside.traceingest;

import java.util.Arrays;

/** The time steps between a trace's recent rows: what is ordinary for this log. */
final class SamplingSteps {

    private static final int REMEMBERED = 64;

    private final int[] stepMillis = new int[REMEMBERED];
    private final int leastMillis;
    private int count;

    /** @param leastMillis what a step is taken to be at least: the store's grid */
    SamplingSteps(int leastMillis) {
        this.leastMillis = leastMillis;
    }

    void add(long millis) {
        if (millis > 0) {
            stepMillis[count % REMEMBERED] = (int) Math.min(millis, Integer.MAX_VALUE);
            count++;
        }
    }

    /** Half of the recent steps do not exceed this. */
    long medianMillis() {
        return quantile(0.5);
    }

    /** Nine in ten of the recent steps do not exceed this. */
    long ordinaryMillis() {
        return quantile(0.9);
    }

    private long quantile(double share) {
        int known = Math.min(count, REMEMBERED);
        if (known == 0) {
            return leastMillis;
        }
        int[] sorted = Arrays.copyOf(stepMillis, known);
        Arrays.sort(sorted);
        return Math.max(leastMillis, sorted[(int) Math.ceil(share * known) - 1]);
    }
}
