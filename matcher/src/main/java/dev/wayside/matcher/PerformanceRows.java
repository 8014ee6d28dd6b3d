package dev.wayside.matcher;

import java.util.Arrays;

import dev.wayside.kvstore.PerformanceSeries;
import dev.wayside.kvstore.Quantity;

/**
 * The performance of one visit in a form that reads fast: all predicted quantities in one array, a row per sample, in
 * steps of the storage resolution. If a quantity has a value of 2^31 steps or more, its steps are doubled until all
 * fit: a relative error of at most 2^-31. Immutable.
 */
final class PerformanceRows {

    /** The predicted quantities, by number. Position and speed are stored on the same grid, but are not performance. */
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

    /** The quantity with this number. */
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

    /** Number of measured quantities, which is the length of a row of {@link #steps}. */
    int width() {
        return width;
    }

    /** True if a quantity was measured; the others are in no row. */
    boolean isMeasured(int number) {
        return (measured & 1 << number) != 0;
    }

    /** True if a quantity was measured at each of {@code count} samples from {@code from} on. */
    boolean isWhole(int number, int from, int count) {
        return (whole & 1 << number) != 0 && from + count <= length;
    }

    /** Index in {@link #steps} of a sample of a measured quantity. */
    int at(int number, int sample) {
        return sample * width + Integer.bitCount(measured & (1 << number) - 1);
    }

    /** All rows; {@link #MISSING} marks a missing value. Read only. */
    int[] steps() {
        return steps;
    }

    /** Steps per unit of a measured quantity. */
    double stepsPerUnit(int number) {
        return stepsPerUnit[number];
    }

    /** The value of a sample in the unit of the quantity; NaN if it was not measured or lies past the end. */
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
