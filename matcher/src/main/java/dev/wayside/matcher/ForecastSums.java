package dev.wayside.matcher;

import java.util.Arrays;

import dev.wayside.kvstore.PerformanceSeries;
import dev.wayside.matcher.search.NearestVisits;
import org.jspecify.annotations.Nullable;

/** Adds up what followed the matches, quantity by quantity. One per thread, used again and again. */
final class ForecastSums {

    private static final ThreadLocal<ForecastSums> OF_THREAD = ThreadLocal.withInitial(ForecastSums::new);

    private final WeightedSample means = new WeightedSample();
    private double[] matchWeights = new double[0];
    private @Nullable PerformanceSeries[] performance = new PerformanceSeries[0];
    private double[] read = new double[0];
    private double[] weightedValues = new double[0];
    private double[] weights = new double[0];
    private short[] matches = new short[0];

    private ForecastSums() {}

    static ForecastSums ofThread() {
        return OF_THREAD.get();
    }

    /** Starts a prediction: how much each match counts. */
    void startMatches(NearestVisits nearest, double thresholdDb) {
        if (matchWeights.length < nearest.count()) {
            matchWeights = new double[nearest.count()];
            performance = new PerformanceSeries[nearest.count()];
        }
        MatchWeights.write(nearest, thresholdDb, matchWeights);
    }

    /** What followed a match, or null. */
    void setPerformance(int match, @Nullable PerformanceSeries series) {
        performance[match] = series;
    }

    @Nullable
    PerformanceSeries performance(int match) {
        return performance[match];
    }

    /** Lets go of what followed the matches: it belongs to a cache with a budget. */
    void endMatches() {
        Arrays.fill(performance, null);
    }

    /** Starts a quantity over a look-ahead of {@code steps} samples. */
    void start(int steps) {
        if (read.length == steps) {
            Arrays.fill(weightedValues, 0);
            Arrays.fill(weights, 0);
            Arrays.fill(matches, (short) 0);
        } else {
            read = new double[steps];
            weightedValues = new double[steps];
            weights = new double[steps];
            matches = new short[steps];
        }
        means.clear();
    }

    /** To be filled with what one match measured, NaN where it did not, and then {@link #addRead added}. */
    double[] toRead() {
        return read;
    }

    /** Adds what was read of a match: at least one value. */
    void addRead(int match, int measured) {
        double weight = matchWeights[match];
        means.add((measured == read.length ? addWhole(weight) : addMeasured(weight)) / measured, weight);
    }

    /** Every step was measured, as nearly always: without branches a whole prediction takes 20 us and not 29. */
    private double addWhole(double weight) {
        double sum = 0;
        for (int step = 0; step < read.length; step++) {
            double value = read[step];
            sum += value;
            weightedValues[step] += weight * value;
            weights[step] += weight;
            matches[step]++;
        }
        return sum;
    }

    private double addMeasured(double weight) {
        double sum = 0;
        for (int step = 0; step < read.length; step++) {
            double value = read[step];
            if (!Double.isNaN(value)) {
                sum += value;
                weightedValues[step] += weight * value;
                weights[step] += weight;
                matches[step]++;
            }
        }
        return sum;
    }

    /** The forecast; null if no match measured anything. */
    @Nullable
    Forecast forecast(int intervalMillis) {
        if (means.size() == 0) {
            return null;
        }
        boolean isUniform = isUniform();
        return new Forecast(
                means,
                new ForecastSeries(
                        intervalMillis, stepMeans(), isUniform ? matches[0] : 0, isUniform ? null : matches.clone()));
    }

    private float[] stepMeans() {
        float[] stepMeans = new float[read.length];
        for (int step = 0; step < stepMeans.length; step++) {
            stepMeans[step] = (float) (weightedValues[step] / weights[step]);
        }
        return stepMeans;
    }

    /** Whether as many matches measured it at every step. */
    private boolean isUniform() {
        for (short count : matches) {
            if (count != matches[0]) {
                return false;
            }
        }
        return true;
    }
}
