package dev.wayside.datasets.evaluation;

import java.util.Arrays;

/** Errors of estimates against what came. At least one row; no NaN goes in and none comes out. */
final class ErrorSums {

    private final double[] estimates;
    private final double[] truths;
    private final double floor;

    /**
     * @param floor least magnitude that ratios tell from nothing, above 0
     * @throws IllegalArgumentException if there is no row, or the numbers do not match
     */
    ErrorSums(double[] estimates, double[] truths, double floor) {
        if (estimates.length == 0 || estimates.length != truths.length) {
            throw new IllegalArgumentException(
                    estimates.length + " estimates and " + truths.length + " truths cannot be compared");
        }
        this.estimates = estimates;
        this.truths = truths;
        this.floor = floor;
    }

    /** Mean absolute error. */
    double mae() {
        double sum = 0;
        for (int i = 0; i < truths.length; i++) {
            sum += Math.abs(estimates[i] - truths[i]);
        }
        return sum / truths.length;
    }

    /** Root of the mean squared error. */
    double rmse() {
        double sum = 0;
        for (int i = 0; i < truths.length; i++) {
            sum += (estimates[i] - truths[i]) * (estimates[i] - truths[i]);
        }
        return Math.sqrt(sum / truths.length);
    }

    /** Root of the mean squared natural logarithm of estimate over truth, both at least the floor. */
    double logRmse() {
        double sum = 0;
        for (int i = 0; i < truths.length; i++) {
            double ratio = Math.log(Math.max(floor, estimates[i]) / Math.max(floor, truths[i]));
            sum += ratio * ratio;
        }
        return Math.sqrt(sum / truths.length);
    }

    /** Median of the absolute error over the truth, the truth at least the floor. */
    double medianRelativeError() {
        double[] ratios = new double[truths.length];
        for (int i = 0; i < truths.length; i++) {
            ratios[i] = Math.abs(estimates[i] - truths[i]) / Math.max(floor, truths[i]);
        }
        Arrays.sort(ratios);
        return (ratios[(ratios.length - 1) / 2] + ratios[ratios.length / 2]) / 2;
    }
}
