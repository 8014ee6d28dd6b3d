package dev.wayside.datasets.estimate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import dev.wayside.fusion.ShortTermSamples;
import dev.wayside.fusion.Source;

/** A ride's own past of one quantity. NaN where it has not been measured yet. */
public final class RecentPast {

    /** Chosen on the days named in datasets/EVALUATION.md. */
    private static final int MAX_WINDOW_MILLIS = 15_000;

    private final double[] values;
    private final int stepMillis;
    private final double[] sums;
    private final int[] counts;
    private final int[] lastMeasured;

    public RecentPast(double[] values, int stepMillis) {
        this.values = values;
        this.stepMillis = stepMillis;
        this.sums = new double[values.length];
        this.counts = new int[values.length];
        this.lastMeasured = new int[values.length];
        double sum = 0;
        int count = 0;
        int last = -1;
        for (int i = 0; i < values.length; i++) {
            if (!Double.isNaN(values[i])) {
                sum += values[i];
                count++;
                last = i;
            }
            sums[i] = sum;
            counts[i] = count;
            lastMeasured[i] = last;
        }
    }

    /** The newest step. */
    int last() {
        return values.length - 1;
    }

    int stepMillis() {
        return stepMillis;
    }

    /** The simple estimators over the last half minute. */
    List<Source> sources(int now) {
        List<ShortTermSamples.Sample> samples = new ArrayList<>();
        for (int i = now; i >= 0 && (now - i) * stepMillis < ShortTermSamples.MAX_HORIZON_MILLIS; i--) {
            if (!Double.isNaN(values[i])) {
                samples.add(new ShortTermSamples.Sample((now - i) * stepMillis, values[i]));
            }
        }
        return new ShortTermSamples(samples).sources();
    }

    /** Mean of the ride so far. */
    public double rideMean(int now) {
        return counts[now] == 0 ? Double.NaN : sums[now] / counts[now];
    }

    /** Mean of the newest steps up to now; NaN if none of them was measured. */
    double mean(int now, int steps) {
        double sum = 0;
        int count = 0;
        for (int i = now; i >= 0 && i > now - steps; i--) {
            if (!Double.isNaN(values[i])) {
                sum += values[i];
                count++;
            }
        }
        return sum / count;
    }

    /** Greatest of the last 15 s; NaN if none of them was measured. */
    double greatest(int now) {
        double greatest = Double.NaN;
        for (int i = now; i >= 0 && (now - i) * stepMillis < MAX_WINDOW_MILLIS; i--) {
            if (!(greatest >= values[i]) && !Double.isNaN(values[i])) {
                greatest = values[i];
            }
        }
        return greatest;
    }

    /** Median of the newest samples, of any age. */
    double median(int now, int samples) {
        double[] newest = new double[Math.min(samples, counts[now])];
        int at = lastMeasured[now];
        for (int i = 0; i < newest.length; i++) {
            newest[i] = values[at];
            at = at == 0 ? -1 : lastMeasured[at - 1];
        }
        Arrays.sort(newest);
        return newest.length == 0 ? Double.NaN : (newest[(newest.length - 1) / 2] + newest[newest.length / 2]) / 2;
    }

    /** Mean of what is measured within a horizon from now on, or the next sample: the truth. */
    public double truth(int now, Horizon horizon) {
        int end = Math.min(values.length - 1, now + horizon.steps(stepMillis));
        if (horizon.nextSampleOnly()) {
            for (int i = now + 1; i <= end; i++) {
                if (!Double.isNaN(values[i])) {
                    return values[i];
                }
            }
            return Double.NaN;
        }
        int count = counts[end] - counts[now];
        if (count == 0) {
            return Double.NaN;
        }
        double sum = 0;
        for (int i = now + 1; i <= end; i++) {
            sum += Double.isNaN(values[i]) ? 0 : values[i];
        }
        return sum / count;
    }
}
