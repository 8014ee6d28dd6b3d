package dev.wayside.matcher;

import java.util.OptionalDouble;

/**
 * The forecast of one quantity along the look-ahead from the matches, in the quantity's unit.
 *
 * <p>Mean, variance and quantiles are over the matches' means, so that a match counts by its weight and not by its
 * number of samples.
 */
public final class Forecast {

    private final double mean;
    private final double variance;
    private final double p10;
    private final double p50;
    private final double p90;
    private final int matches;
    private final ForecastSeries series;

    /** A forecast of the collected values, at least one. */
    Forecast(WeightedSample means, ForecastSeries series) {
        this.mean = means.mean();
        this.variance = means.variance();
        this.p10 = means.quantile(0.1);
        this.p50 = means.quantile(0.5);
        this.p90 = means.quantile(0.9);
        this.matches = means.size();
        this.series = series;
    }

    /** Weighted mean. */
    public double mean() {
        return mean;
    }

    /** Unbiased weighted variance; empty with fewer than two matches. */
    public OptionalDouble variance() {
        return Double.isNaN(variance) ? OptionalDouble.empty() : OptionalDouble.of(variance);
    }

    /** Weighted 10th percentile. */
    public double p10() {
        return p10;
    }

    /** Weighted median. */
    public double p50() {
        return p50;
    }

    /** Weighted 90th percentile. */
    public double p90() {
        return p90;
    }

    /** Number of matches that measured the quantity, at least 1. */
    public int matches() {
        return matches;
    }

    /** The forecast step by step. */
    public ForecastSeries series() {
        return series;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Forecast forecast
                && mean == forecast.mean
                && Double.compare(variance, forecast.variance) == 0
                && p10 == forecast.p10
                && p50 == forecast.p50
                && p90 == forecast.p90
                && matches == forecast.matches
                && series.equals(forecast.series);
    }

    @Override
    public int hashCode() {
        return series.hashCode();
    }
}
