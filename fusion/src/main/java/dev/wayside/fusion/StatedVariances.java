package dev.wayside.fusion;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Variances as stated by the sources, and 1/confidence, relative to the squared consensus, for those with a confidence.
 */
final class StatedVariances implements VarianceModel {

    private final Set<String> sources;
    private final Domain domain;

    StatedVariances(Set<String> sources, Domain domain) {
        this.sources = Set.copyOf(sources);
        this.domain = domain;
    }

    @Override
    public Optional<DropReason> objection(Source source) {
        if (!sources.contains(source.name())) {
            return Optional.of(DropReason.NOT_OF_THE_RULE);
        }
        return source.confidence().orElse(1) == 0 ? Optional.of(DropReason.ZERO_CONFIDENCE) : Optional.empty();
    }

    @Override
    public List<OptionalDouble> variances(List<Source> fused) {
        double scale = squaredConsensus(fused);
        return fused.stream().map(source -> variance(source, scale)).toList();
    }

    private double squaredConsensus(List<Source> fused) {
        double consensus = fused.stream()
                .mapToDouble(source -> source.value() / fused.size())
                .sum();
        return domain.kind() == Domain.Kind.LINEAR ? consensus * consensus : 1;
    }

    private OptionalDouble variance(Source source, double scale) {
        if (source.confidence().isPresent()) {
            // Without a consensus the confidence has no unit.
            return scale == 0
                    ? OptionalDouble.empty()
                    : OptionalDouble.of(Math.min(
                            Limits.MAX_VARIANCE, scale / source.confidence().getAsDouble()));
        }
        return source.variance().isPresent()
                ? OptionalDouble.of(
                        domain.enterVariance(source.value(), source.variance().getAsDouble()))
                : OptionalDouble.empty();
    }
}
