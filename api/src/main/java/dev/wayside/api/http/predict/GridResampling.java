package dev.wayside.api.http.predict;

import java.util.Arrays;

/**
 * Brings samples taken at one interval to the grid of the store, counting back from the newest, which stays the newest.
 *
 * <p>Onto a finer grid: linear interpolation between the two neighbours, from the newest sample back to the oldest.
 * Onto a coarser grid: the mean of the samples that fall into each whole grid interval; what is left over at the old
 * end is dropped.
 */
final class GridResampling {

    private final int gridMillis;
    private final int maxSamples;

    /** @param maxSamples no more than this many grid samples are made: older ones would not be looked at */
    GridResampling(int gridMillis, int maxSamples) {
        this.gridMillis = gridMillis;
        this.maxSamples = maxSamples;
    }

    /** The samples on the grid, newest last. */
    double[] resample(double[] samples, int intervalMillis) {
        if (samples.length == 0 || intervalMillis == gridMillis) {
            return samples;
        }
        return intervalMillis > gridMillis ? interpolate(samples, intervalMillis) : average(samples, intervalMillis);
    }

    private double[] interpolate(double[] samples, int intervalMillis) {
        long spanMillis = (samples.length - 1L) * intervalMillis;
        int count = (int) Math.min(maxSamples, spanMillis / gridMillis + 1);
        double[] onGrid = new double[count];
        for (int back = 0; back < count; back++) {
            double position = samples.length - 1 - (double) back * gridMillis / intervalMillis;
            int older = Math.max(0, (int) Math.floor(position));
            int newer = Math.min(samples.length - 1, older + 1);
            double share = position - older;
            onGrid[count - 1 - back] = samples[older] + share * (samples[newer] - samples[older]);
        }
        return onGrid;
    }

    private double[] average(double[] samples, int intervalMillis) {
        int count = (int) Math.min(maxSamples, (long) samples.length * intervalMillis / gridMillis);
        double[] sums = new double[count];
        int[] sizes = new int[count];
        for (int back = 0; back < samples.length; back++) {
            long bin = (long) back * intervalMillis / gridMillis;
            if (bin < count) {
                sums[count - 1 - (int) bin] += samples[samples.length - 1 - back];
                sizes[count - 1 - (int) bin]++;
            }
        }
        Arrays.setAll(sums, i -> sums[i] / sizes[i]);
        return sums;
    }
}
