package dev.wayside.fusion;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/** Variances as measured on other days: from a curve, or otherwise the same for every case. */
final class MeasuredVariances implements VarianceModel {

    private final Domain domain;
    private final Map<String, ToDoubleFunction<Source>> bySource;

    private MeasuredVariances(Domain domain, Map<String, ToDoubleFunction<Source>> bySource) {
        this.domain = domain;
        this.bySource = bySource;
    }

    static MeasuredVariances of(Map<String, VarianceCurve> curves) {
        if (curves.isEmpty()) {
            throw new IllegalArgumentException("no source has a variance curve");
        }
        return withCurves(curves.values().iterator().next().domain(), new HashMap<>(), curves);
    }

    /** Curves of sources that the covariance does not hold are ignored. */
    static MeasuredVariances of(ErrorCovariance covariance, Map<String, VarianceCurve> curves) {
        Map<String, ToDoubleFunction<Source>> bySource = new HashMap<>();
        Map<String, VarianceCurve> ofItsSources = new HashMap<>(curves);
        ofItsSources.keySet().retainAll(covariance.sources());
        for (int i = 0; i < covariance.sources().size(); i++) {
            double variance = covariance.variances().get(i);
            bySource.put(covariance.sources().get(i), source -> variance);
        }
        return withCurves(covariance.domain(), bySource, ofItsSources);
    }

    private static MeasuredVariances withCurves(
            Domain domain, Map<String, ToDoubleFunction<Source>> bySource, Map<String, VarianceCurve> curves) {
        curves.forEach((source, curve) -> {
            if (!curve.domain().equals(domain)) {
                throw new IllegalArgumentException("the variance curve of " + source + " was learned in "
                        + curve.domain() + ", another one in " + domain);
            }
            bySource.put(source, curve::variance);
        });
        return new MeasuredVariances(domain, bySource);
    }

    Domain domain() {
        return domain;
    }

    @Override
    public Optional<DropReason> objection(Source source) {
        return bySource.containsKey(source.name()) ? Optional.empty() : Optional.of(DropReason.NOT_OF_THE_RULE);
    }

    @Override
    public List<OptionalDouble> variances(List<Source> sources) {
        return sources.stream().map(this::variance).toList();
    }

    private OptionalDouble variance(Source source) {
        ToDoubleFunction<Source> measured = bySource.get(source.name());
        return measured == null ? OptionalDouble.empty() : OptionalDouble.of(measured.applyAsDouble(source));
    }
}
