package dev.wayside.datasets.estimate;

import java.util.Arrays;

/**
 * Starts of the measuring flow: its throughput fell under a tenth of the greatest of the 12 s before. A property of the
 * application that measures, not of the network.
 */
public final class FlowCycle {

    /** Chosen on the days named in datasets/EVALUATION.md. */
    private static final int LOOK_BACK_MILLIS = 12_000;
    /** Chosen on the days named in datasets/EVALUATION.md. */
    private static final double LOW_SHARE = 0.1;

    private final int stepMillis;
    private final int[] lastStart;

    public FlowCycle(double[] downlinkBps, int stepMillis) {
        this.stepMillis = stepMillis;
        this.lastStart = new int[downlinkBps.length];
        int lookBack = LOOK_BACK_MILLIS / stepMillis;
        int start = -1;
        boolean wasLow = true;
        for (int i = 0; i < downlinkBps.length; i++) {
            if (Double.isNaN(downlinkBps[i])) {
                lastStart[i] = start;
                continue;
            }
            boolean low = downlinkBps[i] < LOW_SHARE * greatest(downlinkBps, Math.max(0, i - lookBack), i);
            if (low && !wasLow) {
                start = i;
            }
            wasLow = low;
            lastStart[i] = start;
        }
    }

    /** NaN before the first. */
    public double secondsSinceStart(int now) {
        return lastStart[now] < 0 ? Double.NaN : (now - lastStart[now]) * stepMillis / 1e3;
    }

    private static double greatest(double[] values, int from, int to) {
        return Arrays.stream(values, from, to)
                .filter(value -> !Double.isNaN(value))
                .max()
                .orElse(0);
    }
}
