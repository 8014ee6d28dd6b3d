package dev.wayside.matcher;

import java.util.OptionalDouble;

/**
 * What the matches say of one quantity along the look-ahead, all in the quantity's unit.
 *
 * <p>Mean, variance and quantiles are over the matches' own means, so that a match counts by its weight and not by how
 * many samples it measured.
 *
 * @param mean weighted mean
 * @param variance unbiased weighted variance; empty with fewer than two matches
 * @param p10 weighted 10th percentile
 * @param p50 weighted median
 * @param p90 weighted 90th percentile
 * @param matches how many matches measured the quantity, at least 1
 * @param series the same step by step
 */
public record Forecast(
        double mean, OptionalDouble variance, double p10, double p50, double p90, int matches, ForecastSeries series) {}
