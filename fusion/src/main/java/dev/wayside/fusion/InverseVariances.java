package dev.wayside.fusion;

import java.util.List;
import java.util.OptionalDouble;

/** w_i = (1/s_i^2) / sum(1/s_j^2), variance 1 / sum(1/s_j^2): best if the errors are independent. */
final class InverseVariances implements Weigher {

    @Override
    public Shares weigh(List<Source> sources, List<Double> variances) {
        // Relative to the minimum, so that no reciprocal overflows.
        double minVariance =
                variances.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
        double total = variances.stream()
                .mapToDouble(variance -> minVariance / variance)
                .sum();
        List<Double> shares = variances.stream()
                .map(variance -> minVariance / variance / total)
                .toList();
        return new Shares(shares, OptionalDouble.of(minVariance / total));
    }
}
