package dev.wayside.matcher;

import java.util.Arrays;

import dev.wayside.matcher.search.NearestVisits;
import org.jspecify.annotations.Nullable;

/** Sums over the performance after the matches, quantity by quantity. One per thread, reused. */
final class ForecastSums {

    private static final ThreadLocal<ForecastSums> OF_THREAD = ThreadLocal.withInitial(ForecastSums::new);

    private final WeightedSample means = new WeightedSample();
    private double[] matchWeights = new double[0];
    private @Nullable PerformanceRows[] performance = new PerformanceRows[0];
    private double[] weightedValues = new double[0];
    private double[] weights = new double[0];
    private short[] matches = new short[0];
    private double wholeWeight;
    private int wholeMatches;

    private ForecastSums() {}

    static ForecastSums ofThread() {
        return OF_THREAD.get();
    }

    /** Starts a prediction with the weights of its matches. */
    void startMatches(NearestVisits nearest, double thresholdDb) {
        if (matchWeights.length < nearest.count()) {
            matchWeights = new double[nearest.count()];
            performance = new PerformanceRows[nearest.count()];
        }
        MatchWeights.write(nearest, thresholdDb, matchWeights);
    }

    /** The performance after a match, or null. */
    void setPerformance(int match, @Nullable PerformanceRows rows) {
        performance[match] = rows;
    }

    /** The weight of a match; all weights add up to 1. */
    double weight(int match) {
        return matchWeights[match];
    }

    @Nullable
    PerformanceRows performance(int match) {
        return performance[match];
    }

    /** Releases the performance of the matches: it belongs to a cache with a budget. */
    void endMatches() {
        Arrays.fill(performance, null);
    }

    /** Starts a quantity over a look-ahead of {@code steps} samples. */
    void start(int steps) {
        if (weights.length == steps) {
            Arrays.fill(weightedValues, 0);
            Arrays.fill(weights, 0);
            Arrays.fill(matches, (short) 0);
        } else {
            weightedValues = new double[steps];
            weights = new double[steps];
            matches = new short[steps];
        }
        wholeWeight = 0;
        wholeMatches = 0;
        means.clear();
    }

    /** Adds a match's measurements of a quantity from sample {@code from} of its visit on. */
    void add(int match, int number, int from) {
        PerformanceRows rows = performance[match];
        if (rows != null && rows.isMeasured(number)) {
            if (rows.isWhole(number, from, weights.length)) {
                addWhole(rows, number, from, matchWeights[match]);
            } else {
                addMeasured(rows, number, from, matchWeights[match]);
            }
        }
    }

    /** Fast path if every step was measured, as nearly always: much of a prediction's time is spent here. */
    private void addWhole(PerformanceRows rows, int number, int from, double weight) {
        int[] steps = rows.steps();
        double stepsPerUnit = rows.stepsPerUnit(number);
        double weightPerStep = weight / stepsPerUnit;
        int at = rows.at(number, from);
        long sum = 0;
        for (int i = 0; i < weightedValues.length; i++) {
            int step = steps[at];
            sum += step;
            weightedValues[i] += weightPerStep * step;
            at += rows.width();
        }
        wholeWeight += weight;
        wholeMatches++;
        means.add(sum / stepsPerUnit / weightedValues.length, weight);
    }

    private void addMeasured(PerformanceRows rows, int number, int from, double weight) {
        double stepsPerUnit = rows.stepsPerUnit(number);
        double weightPerStep = weight / stepsPerUnit;
        int count = Math.min(weights.length, rows.length() - from);
        long sum = 0;
        int measured = 0;
        for (int i = 0; i < count; i++) {
            int step = rows.steps()[rows.at(number, from + i)];
            if (step != PerformanceRows.MISSING) {
                sum += step;
                measured++;
                weightedValues[i] += weightPerStep * step;
                weights[i] += weight;
                matches[i]++;
            }
        }
        if (measured > 0) {
            means.add(sum / stepsPerUnit / measured, weight);
        }
    }

    /** The forecast; null if no match measured anything. */
    @Nullable
    Forecast forecast(int intervalMillis) {
        if (means.size() == 0) {
            return null;
        }
        return new Forecast(
                means,
                new ForecastSeries(intervalMillis, stepMeans(), means.size(), isWhole() ? null : matchesByStep()));
    }

    /** True if each match that measured anything did so at every step. */
    private boolean isWhole() {
        for (short count : matches) {
            if (wholeMatches + count != means.size()) {
                return false;
            }
        }
        return true;
    }

    private float[] stepMeans() {
        float[] stepMeans = new float[weightedValues.length];
        for (int step = 0; step < stepMeans.length; step++) {
            stepMeans[step] = (float) (weightedValues[step] / (wholeWeight + weights[step]));
        }
        return stepMeans;
    }

    private short[] matchesByStep() {
        short[] matchesByStep = new short[matches.length];
        for (int step = 0; step < matches.length; step++) {
            matchesByStep[step] = (short) (wholeMatches + matches[step]);
        }
        return matchesByStep;
    }
}
