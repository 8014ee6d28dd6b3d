package dev.wayside.matcher;

import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Mean, variance and quantiles of at least one weighted value. Only the ratios of the weights matter.
 *
 * <p>Quantile: with the values in order and C_i the share of the weight of the first i of them, value i stands at
 * (C_(i-1) + C_i) / 2; between two such places it is linear, and beyond the outermost it is the least or the greatest
 * value. Equal weights give definition 5 of Hyndman and Fan (1996), doi:10.2307/2684934.
 */
final class WeightedSample {

    private final List<WeightedValue> ascending;
    private final double totalWeight;

    WeightedSample(List<WeightedValue> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("nothing can be said of no values");
        }
        this.ascending = values.stream()
                .sorted(Comparator.comparingDouble(WeightedValue::value))
                .toList();
        this.totalWeight = values.stream().mapToDouble(WeightedValue::weight).sum();
    }

    int size() {
        return ascending.size();
    }

    double mean() {
        return ascending.stream()
                .mapToDouble(value -> value.value() * (value.weight() / totalWeight))
                .sum();
    }

    /**
     * The unbiased variance for weights that say how reliable a value is: sum w_i (x_i - mean)^2 / (1 - sum w_i^2) with
     * weights that add up to 1. Computed as half the weighted mean square of the pairwise differences, which is the
     * same and does not cancel where one value has nearly all the weight. Empty for one value.
     */
    OptionalDouble variance() {
        double squares = 0;
        double pairWeights = 0;
        for (int i = 1; i < ascending.size(); i++) {
            for (int j = 0; j < i; j++) {
                double pairWeight = ascending.get(i).weight() * ascending.get(j).weight();
                double difference = ascending.get(i).value() - ascending.get(j).value();
                squares += pairWeight * difference * difference;
                pairWeights += pairWeight;
            }
        }
        return pairWeights > 0 ? OptionalDouble.of(squares / pairWeights / 2) : OptionalDouble.empty();
    }

    /** @param share of the weight that lies below, 0 to 1 */
    double quantile(double share) {
        double weightBefore = 0;
        double lowerPlace = 0;
        double lowerValue = ascending.get(0).value();
        for (WeightedValue upper : ascending) {
            double place = (weightBefore + upper.weight() / 2) / totalWeight;
            if (place >= share) {
                double way = place > lowerPlace ? (share - lowerPlace) / (place - lowerPlace) : 1;
                return lowerValue + way * (upper.value() - lowerValue);
            }
            weightBefore += upper.weight();
            lowerPlace = place;
            lowerValue = upper.value();
        }
        return lowerValue;
    }
}
