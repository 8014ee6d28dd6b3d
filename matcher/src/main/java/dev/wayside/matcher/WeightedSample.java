package dev.wayside.matcher;

import java.util.Arrays;

/**
 * Mean, variance and quantiles of weighted values, collected one by one. Only the ratios of the weights matter. Reused;
 * not thread-safe.
 *
 * <p>Quantile: with the values in order and C_i the share of the weight of the first i of them, value i is at (C_(i-1)
 * + C_i) / 2; between two such places it is linear, and beyond the outermost it is the minimum or the maximum. Equal
 * weights give definition 5 of Hyndman and Fan (1996), doi:10.2307/2684934.
 */
final class WeightedSample {

    private static final int FIRST_CAPACITY = 16;

    private double[] ascending = new double[FIRST_CAPACITY];
    private double[] weights = new double[FIRST_CAPACITY];
    private int size;
    private double totalWeight;

    void clear() {
        size = 0;
        totalWeight = 0;
    }

    /** Adds a value with its weight, above 0. */
    void add(double value, double weight) {
        if (size == ascending.length) {
            ascending = Arrays.copyOf(ascending, 2 * size);
            weights = Arrays.copyOf(weights, 2 * size);
        }
        int at = size++;
        for (; at > 0 && ascending[at - 1] > value; at--) {
            ascending[at] = ascending[at - 1];
            weights[at] = weights[at - 1];
        }
        ascending[at] = value;
        weights[at] = weight;
        totalWeight += weight;
    }

    int size() {
        return size;
    }

    /** The weighted mean; NaN without values. */
    double mean() {
        double mean = size == 0 ? Double.NaN : 0;
        for (int i = 0; i < size; i++) {
            mean += ascending[i] * (weights[i] / totalWeight);
        }
        return mean;
    }

    /**
     * The unbiased variance for reliability weights: sum w_i (x_i - mean)^2 / (1 - sum w_i^2) with weights that add up
     * to 1. Computed as half the weighted mean square of the pairwise differences, which is the same and does not
     * cancel if one value has nearly all the weight. NaN for fewer than two values.
     */
    double variance() {
        double squares = 0;
        double pairWeights = 0;
        for (int i = 1; i < size; i++) {
            for (int j = 0; j < i; j++) {
                double pairWeight = weights[i] * weights[j];
                double difference = ascending[i] - ascending[j];
                squares += pairWeight * difference * difference;
                pairWeights += pairWeight;
            }
        }
        return pairWeights > 0 ? squares / pairWeights / 2 : Double.NaN;
    }

    /**
     * The value below which a share of the weight lies; NaN without values.
     *
     * @param share 0 to 1
     */
    double quantile(double share) {
        if (size == 0) {
            return Double.NaN;
        }
        double weightBefore = 0;
        double lowerPlace = 0;
        double lowerValue = ascending[0];
        for (int i = 0; i < size; i++) {
            double place = (weightBefore + weights[i] / 2) / totalWeight;
            if (place >= share) {
                double way = place > lowerPlace ? (share - lowerPlace) / (place - lowerPlace) : 1;
                return lowerValue + way * (ascending[i] - lowerValue);
            }
            weightBefore += weights[i];
            lowerPlace = place;
            lowerValue = ascending[i];
        }
        return lowerValue;
    }
}
