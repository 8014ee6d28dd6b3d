package dev.wayside.matcher;

import java.util.Arrays;

import dev.wayside.kvstore.PerformanceSeries;
import dev.wayside.kvstore.Quantity;

/**
 * What one visit measured of the quantities that are forecast, made to be read fast: all in one array, a row per sample
 * (what followed a match lies together), in steps of the resolution it is stored at. Where a quantity has a value of
 * 2^31 steps or more, its steps are doubled until all fit: a relative error of at most 2^-31. Immutable.
 */
final class PerformanceRows {

    /** What is forecast, by number. Position and speed are stored on the same grid, but are no performance. */
    private static final Quantity[] FORECAST = {
        Quantity.DOWNLINK_BPS, Quantity.UPLINK_BPS, Quantity.RTT_MILLIS, Quantity.LOSS
    };

    static final int QUANTITIES = FORECAST.length;

    static final int MISSING = Integer.MIN_VALUE;

    private final int length;
    private final int width;
    private final int measured;
    private final int whole;
    private final double[] stepsPerUnit;
    private final int[] steps;

    private PerformanceRows(int length, int measured, int whole, double[] stepsPerUnit, int[] steps) {
        this.length = length;
        this.width = Integer.bitCount(measured);
        this.measured = measured;
        this.whole = whole;
        this.stepsPerUnit = stepsPerUnit;
        this.steps = steps;
    }

    static PerformanceRows of(PerformanceSeries series) {
        double[][] values = new double[QUANTITIES][series.length()];
        double[] stepsPerUnit = new double[QUANTITIES];
        int measured = 0;
        int whole = 0;
        for (int number = 0; number < QUANTITIES; number++) {
            if (series.read(FORECAST[number], 0, values[number])) {
                stepsPerUnit[number] = fitting(values[number], FORECAST[number].stepsPerUnit());
                measured |= 1 << number;
                whole |= isWhole(values[number]) ? 1 << number : 0;
            }
        }
        int[] steps = new int[Integer.bitCount(measured) * series.length()];
        PerformanceRows rows = new PerformanceRows(series.length(), measured, whole, stepsPerUnit, steps);
        for (int number = 0; number < QUANTITIES; number++) {
            if (rows.isMeasured(number)) {
                rows.write(number, values[number]);
            }
        }
        return rows;
    }

    private static double fitting(double[] values, double stepsPerUnit) {
        double maxValue = 0;
        for (double value : values) {
            maxValue = value > maxValue ? value : maxValue;
        }
        double fitting = stepsPerUnit;
        while (Math.round(maxValue * fitting) > Integer.MAX_VALUE) {
            fitting /= 2;
        }
        return fitting;
    }

    private static boolean isWhole(double[] values) {
        for (double value : values) {
            if (Double.isNaN(value)) {
                return false;
            }
        }
        return true;
    }

    private void write(int number, double[] values) {
        for (int i = 0; i < length; i++) {
            steps[at(number, i)] =
                    Double.isNaN(values[i]) ? MISSING : (int) Math.round(values[i] * stepsPerUnit[number]);
        }
    }

    /** The quantity of a number. */
    static Quantity quantity(int number) {
        return FORECAST[number];
    }

    /** @throws IllegalArgumentException if the quantity is not forecast */
    static int number(Quantity quantity) {
        int number = Arrays.asList(FORECAST).indexOf(quantity);
        if (number < 0) {
            throw new IllegalArgumentException(quantity + " is not forecast; these are: " + Arrays.toString(FORECAST));
        }
        return number;
    }

    /** Number of samples. */
    int length() {
        return length;
    }

    /** How many quantities were measured: a row of {@link #steps} has so many. */
    int width() {
        return width;
    }

    /** Whether a quantity was measured at all; the others are in no row. */
    boolean isMeasured(int number) {
        return (measured & 1 << number) != 0;
    }

    /** Whether a quantity was measured at each of {@code count} samples from {@code from} on. */
    boolean isWhole(int number, int from, int count) {
        return (whole & 1 << number) != 0 && from + count <= length;
    }

    /** Where in {@link #steps} a sample of a measured quantity is. */
    int at(int number, int sample) {
        return sample * width + Integer.bitCount(measured & (1 << number) - 1);
    }

    /** All rows; {@link #MISSING} where nothing was measured. Not to be written to. */
    int[] steps() {
        return steps;
    }

    /** How many steps of a measured quantity make one of its unit. */
    double stepsPerUnit(int number) {
        return stepsPerUnit[number];
    }

    /** The value of a sample in the unit of the quantity; NaN where it was not measured or lies past the end. */
    double value(int number, int sample) {
        if (!isMeasured(number) || sample >= length || steps[at(number, sample)] == MISSING) {
            return Double.NaN;
        }
        return steps[at(number, sample)] / stepsPerUnit[number];
    }

    /** Resident size, bytes; object headers left out. */
    long bytes() {
        return (long) steps.length * Integer.BYTES + (long) QUANTITIES * Double.BYTES;
    }
}
