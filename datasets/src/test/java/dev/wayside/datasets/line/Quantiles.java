package dev.wayside.datasets.line;

import java.util.List;

/** Sample quantiles, for tests. */
public final class Quantiles {
    private Quantiles() {}

    public static double of(List<Double> sample, double probability) {
        List<Double> sorted = sample.stream().sorted().toList();
        return sorted.get((int) Math.round(probability * (sorted.size() - 1)));
    }
}
