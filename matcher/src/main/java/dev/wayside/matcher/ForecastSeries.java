package dev.wayside.matcher;

import java.util.Arrays;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

/**
 * A forecast step by step: the weighted mean over the matches that measured the quantity at a step. Immutable.
 *
 * <p>Step i lies (i + 1) sampling intervals past the newest sample of the query, up to the look-ahead. Values are kept
 * to seven digits.
 */
public final class ForecastSeries {

    private final int intervalMillis;
    private final float[] values;
    private final int matches;
    private final short @Nullable [] matchesByStep;

    /**
     * A series that owns the arrays; a step that no match measured has the value NaN and 0 matches.
     *
     * @param matches number of matches at every step, if {@code matchesByStep} is null
     */
    ForecastSeries(int intervalMillis, float[] values, int matches, short @Nullable [] matchesByStep) {
        this.intervalMillis = intervalMillis;
        this.values = values;
        this.matches = matches;
        this.matchesByStep = matchesByStep;
    }

    /** Number of steps in the look-ahead, measured or not. */
    public int length() {
        return values.length;
    }

    /** The steps that at least one match measured, in order. */
    public IntStream measuredSteps() {
        return IntStream.range(0, values.length).filter(this::isMeasured);
    }

    /** True if at least one match measured the quantity at a step. */
    public boolean isMeasured(int step) {
        return !Float.isNaN(values[step]);
    }

    /** Time of a step past the newest sample of the query, ms. */
    public int aheadMillis(int step) {
        return (step + 1) * intervalMillis;
    }

    /** The weighted mean at a step, in the quantity's unit; NaN if it was not measured. */
    public double value(int step) {
        return values[step];
    }

    /** True if every match that measured the quantity did so at every step. */
    public boolean isWhole() {
        return matchesByStep == null;
    }

    /** Number of matches that measured it at a step. */
    public int matches(int step) {
        return matchesByStep == null ? matches : matchesByStep[step];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ForecastSeries series
                && intervalMillis == series.intervalMillis
                && Arrays.equals(values, series.values)
                && matches == series.matches
                && Arrays.equals(matchesByStep, series.matchesByStep);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return Arrays.toString(values);
    }
}
