package dev.wayside.fusion;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The sources of variance zero: they share all the weight, as in the limit of equal small variances. If they disagree,
 * not all are exact, and the variance is that of their mean.
 */
final class ExactSources {

    private ExactSources() {}

    /** @param variances one per place, at least one of them 0 */
    static Shares shares(List<Double> places, List<Double> variances) {
        List<Double> exact = new ArrayList<>();
        for (int i = 0; i < places.size(); i++) {
            if (variances.get(i) == 0) {
                exact.add(places.get(i));
            }
        }
        double share = 1.0 / exact.size();
        return new Shares(
                variances.stream().map(variance -> variance == 0 ? share : 0).toList(),
                OptionalDouble.of(varianceOfMean(exact)));
    }

    private static double varianceOfMean(List<Double> values) {
        int count = values.size();
        if (values.stream().distinct().count() == 1) {
            return 0;
        }
        double mean = values.stream().mapToDouble(value -> value / count).sum();
        double squares = values.stream()
                .mapToDouble(value -> (value - mean) * (value - mean))
                .sum();
        return squares / (count - 1) / count;
    }
}
