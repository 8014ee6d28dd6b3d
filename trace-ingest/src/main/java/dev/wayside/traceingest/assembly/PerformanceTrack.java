package dev.wayside.traceingest.assembly;

import java.util.Arrays;

import dev.wayside.kvstore.PerformanceSeries;
import dev.wayside.kvstore.Quantity;
import dev.wayside.traceingest.row.LogRow;
import dev.wayside.traceingest.row.Measurements;
import org.jspecify.annotations.Nullable;

/**
 * The recent performance of one trace on the grid: per grid step and quantity, the mean of the rows that fell in it; of
 * a label, such as a channel, the last value.
 */
final class PerformanceTrack {

    /** Means by code of their quantity; null for one without a row yet. */
    private final @Nullable Means[] byQuantity = new Means[Quantity.values().length];

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
        Measurements measurements = row.measurements();
        int position = 0;
        for (int rest = measurements.codes(); rest != 0; rest &= rest - 1) {
            int code = Integer.numberOfTrailingZeros(rest);
            means(code).add(index, measurements.valueAt(position++));
        }
        return true;
    }

    private Means means(int code) {
        Means means = byQuantity[code];
        if (means == null) {
            means = new Means(Quantity.ofCode(code).isLabel());
            byQuantity[code] = means;
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
        for (int q = 0; q < byQuantity.length; q++) {
            Means means = byQuantity[q];
            for (int i = 0; means != null && i < count; i++) {
                series.set(Quantity.ofCode(q), i, means.mean(start + i));
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

    /** Sums and counts per step; of labels the last value, and 1. */
    private static final class Means {

        private final boolean ofLabels;
        private double[] sums = new double[128];
        private int[] counts = new int[128];

        private Means(boolean ofLabels) {
            this.ofLabels = ofLabels;
        }

        private void add(int index, double value) {
            if (index >= sums.length) {
                int larger = Math.max(index + 1, sums.length * 2);
                sums = Arrays.copyOf(sums, larger);
                counts = Arrays.copyOf(counts, larger);
            }
            sums[index] = ofLabels ? value : sums[index] + value;
            counts[index] = ofLabels ? 1 : counts[index] + 1;
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
