package dev.wayside.fusion.numeric;

import java.util.Arrays;

import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.RealVector;

/**
 * Values scaled to mean 0 and variance 1; a constant column becomes 0.
 *
 * @param standard the values less their mean, over their deviation
 * @param mean of the values
 * @param deviation root mean square about the mean
 */
public record StandardColumn(RealVector standard, double mean, double deviation) {

    /** Chosen: a deviation below this share of the mean is rounding. */
    private static final double ROUNDING = 1e-12;

    public static StandardColumn of(double[] values) {
        double[] equal = new double[values.length];
        Arrays.fill(equal, 1);
        return of(values, equal);
    }

    /**
     * The values moved to a weighted mean of 0 and scaled to a deviation of 1.
     *
     * @param weights of the values, with a mean of 1
     */
    public static StandardColumn of(double[] values, double[] weights) {
        RealVector column = new ArrayRealVector(values, false);
        double mean = column.mapDivide(values.length).dotProduct(new ArrayRealVector(weights, false));
        RealVector centred = column.mapSubtract(mean);
        double squares = centred.ebeMultiply(centred).dotProduct(new ArrayRealVector(weights, false));
        double deviation = Math.sqrt(squares / values.length);
        if (deviation <= ROUNDING * Math.abs(mean)) {
            return new StandardColumn(new ArrayRealVector(values.length), mean, 0);
        }
        return new StandardColumn(centred.mapDivide(deviation), mean, deviation);
    }

    /** The divisor of a value's distance from the mean: 1 for a constant. */
    public double divisor() {
        return deviation > 0 ? deviation : 1;
    }
}
