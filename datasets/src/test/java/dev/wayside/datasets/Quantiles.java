package dev.wayside.datasets;

import java.util.List;

/** Sample quantiles, for tests. */
final class Quantiles {
    private Quantiles() {}

    static double of(List<Double> sample, double probability) {
        List<Double> sorted = sample.stream().sorted().toList();
        return sorted.get((int) Math.round(probability * (sorted.size() - 1)));
    }
}
