package dev.wayside.traceingest.assembly;

import java.util.Arrays;

import dev.wayside.kvstore.PerformanceSeries;
import dev.wayside.kvstore.Quantity;
import dev.wayside.traceingest.row.LogRow;
import org.jspecify.annotations.Nullable;

/**
 * The recent performance of one trace on the grid: per grid step and quantity, the mean of the rows that fell in it.
 */
final class PerformanceTrack {

    private static final Quantity[] QUANTITIES = Quantity.values();

    /** Means in the order of the quantities; null for one without a row yet. */
    private final @Nullable Means[] byQuantity = new Means[QUANTITIES.length];

    private long base;
    private int length;

    /** Restarts at a grid step. */
    void restart(long gridStep) {
        Arrays.fill(byQuantity, null);
        base = gridStep;
        length = 0;
    }

    /** Adds a row's measurements; false if its step was already dropped. */
    boolean add(long gridStep, LogRow row) {
        if (gridStep < base) {
            return false;
        }
        int index = Math.toIntExact(gridStep - base);
        length = Math.max(length, index + 1);
        for (int i = 0; i < QUANTITIES.length; i++) {
            double value = row.value(QUANTITIES[i]);
            if (!Double.isNaN(value)) {
                means(i).add(index, value);
            }
        }
        return true;
    }

    private Means means(int quantity) {
        Means means = byQuantity[quantity];
        if (means == null) {
            means = new Means();
            byQuantity[quantity] = means;
        }
        return means;
    }

    /**
     * The series from one grid step to another (exclusive), or to the last row, but at least {@code minSteps} steps.
     */
    PerformanceSeries series(long from, long to, int minSteps) {
        int start = Math.toIntExact(from - base);
        int count = Math.max(minSteps, (int) Math.min(to - from, length - start));
        PerformanceSeries.Builder series = PerformanceSeries.builder(count);
        for (int q = 0; q < QUANTITIES.length; q++) {
            Means means = byQuantity[q];
            for (int i = 0; means != null && i < count; i++) {
                series.set(QUANTITIES[q], i, means.mean(start + i));
            }
        }
        return series.build();
    }

    /** Drops the steps before a grid step. */
    void forgetBefore(long gridStep) {
        int count = Math.toIntExact(Math.min(gridStep - base, length));
        // Moving the arrays for a few steps would cost more than it frees.
        if (count > length / 2) {
            for (Means means : byQuantity) {
                if (means != null) {
                    means.drop(count);
                }
            }
            base += count;
            length -= count;
        }
    }

    /** The heap that it takes, about. */
    long heapBytes() {
        long bytes = 0;
        for (Means means : byQuantity) {
            bytes += means == null ? 0 : (long) means.sums.length * (Double.BYTES + Integer.BYTES);
        }
        return bytes;
    }

    /** Sums and counts per step. */
    private static final class Means {

        private double[] sums = new double[128];
        private int[] counts = new int[128];

        private void add(int index, double value) {
            if (index >= sums.length) {
                int larger = Math.max(index + 1, sums.length * 2);
                sums = Arrays.copyOf(sums, larger);
                counts = Arrays.copyOf(counts, larger);
            }
            sums[index] += value;
            counts[index]++;
        }

        private double mean(int index) {
            return index >= counts.length || counts[index] == 0 ? Double.NaN : sums[index] / counts[index];
        }

        private void drop(int count) {
            int kept = Math.max(0, sums.length - count);
            double[] laterSums = new double[sums.length];
            int[] laterCounts = new int[counts.length];
            if (kept > 0) {
                System.arraycopy(sums, count, laterSums, 0, kept);
                System.arraycopy(counts, count, laterCounts, 0, kept);
            }
            sums = laterSums;
            counts = laterCounts;
        }
    }
}
