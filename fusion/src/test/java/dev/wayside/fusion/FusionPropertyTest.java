package dev.wayside.fusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;

import org.junit.jupiter.api.Test;

/** Properties of every rule, for any sources. */
class FusionPropertyTest {

    private static final List<String> NAMES = List.of("a", "b", "c", "d");
    private static final Set<String> SOURCES = Set.of("a", "b", "c", "d", Source.HISTORY);

    @Test
    void theOrderOfSourcesChangesNothing() {
        Seeds.forEach(500, random -> {
            List<Source> sources = sources(random);
            List<Source> shuffled = new ArrayList<>(sources);
            Collections.shuffle(shuffled, random);
            for (FusionRule rule : rules(random)) {
                assertThat(rule.fuse(shuffled)).as(rule.name()).isEqualTo(rule.fuse(sources));
            }
        });
    }

    @Test
    void theUnitChangesNothingButTheUnit() {
        Seeds.forEach(500, random -> {
            List<Source> sources = sources(random);
            double factor = Math.exp(10 * random.nextGaussian());
            double threshold = 2 * random.nextDouble();
            Map<String, Double> variances = variances(random);
            double correlation = 0.9 * random.nextDouble();
            for (FusionRule rule : List.of(
                    FusionRule.mvue(SOURCES, Domain.LINEAR, threshold),
                    FusionRule.mvue(SOURCES, Domain.logarithmic(1), threshold),
                    correlated(variances, 1, correlation, threshold))) {
                FusionRule scaledRule = switch (rule.name()) {
                    case "correlated" -> correlated(variances, factor, correlation, threshold);
                    default -> FusionRule.mvue(SOURCES, scaled(rule, factor), threshold);
                };
                assertScaled(rule.fuse(sources), scaledRule.fuse(scaled(sources, factor)), factor);
            }
        });
    }

    @Test
    void theEstimateLiesAmongItsSourcesAndSharesAddUpToOne() {
        Seeds.forEach(500, random -> {
            List<Source> sources = sources(random);
            for (FusionRule rule : rules(random)) {
                FusedEstimate estimate = rule.fuse(sources);
                assertThat(estimate.used().size() + estimate.dropped().size()).isEqualTo(sources.size());
                assertThat(estimate.value().isPresent())
                        .isEqualTo(estimate.emptyReason().isEmpty());
                if (estimate.value().isPresent()) {
                    assertThat(estimate.used().stream()
                                    .mapToDouble(FusedEstimate.Used::weight)
                                    .sum())
                            .isCloseTo(1, within(1e-12));
                    assertThat(estimate.value().orElseThrow()).isBetween(min(estimate), max(estimate));
                }
            }
        });
    }

    @Test
    void theVarianceIsNeverAboveThatOfTheBestSource() {
        Seeds.forEach(500, random -> {
            Map<String, Double> variances = variances(random);
            double best = Collections.min(variances.values());
            FusionRule mvue = FusionRule.mvue(SOURCES, Domain.LINEAR, FusionRule.NO_THRESHOLD);
            FusionRule correlated = correlated(variances, 1, 0.95 * random.nextDouble(), FusionRule.NO_THRESHOLD);
            List<Source> sources = known(random, variances);
            assertThat(mvue.fuse(sources).variance().orElseThrow()).isLessThanOrEqualTo(best);
            assertThat(correlated.fuse(sources).variance().orElseThrow()).isLessThanOrEqualTo(best * (1 + 1e-12));
        });
    }

    /**
     * The mean error over 20,000 draws lies within 4.5 of its standard errors, by the variance the rule itself states.
     */
    @Test
    void mvueAndCorrelatedAreUnbiasedAndStateTheirTrueVariance() {
        int draws = 20_000;
        Seeds.forEach(10, random -> {
            Map<String, Double> variances = variances(random);
            double correlation = 0.8 * random.nextDouble();
            FusionRule mvue = FusionRule.mvue(SOURCES, Domain.LINEAR, FusionRule.NO_THRESHOLD);
            FusionRule correlated = correlated(variances, 1, correlation, FusionRule.NO_THRESHOLD);
            assertUnbiased(mvue, variances, 0, draws, random);
            assertUnbiased(correlated, variances, correlation, draws, random);
        });
    }

    private static void assertUnbiased(
            FusionRule rule, Map<String, Double> variances, double correlation, int draws, Random random) {
        double sum = 0;
        double squares = 0;
        double stated = 0;
        for (int draw = 0; draw < draws; draw++) {
            double truth = 50 * random.nextGaussian();
            double common = random.nextGaussian();
            List<Source> sources = new ArrayList<>();
            variances.forEach((name, variance) -> {
                double error = Math.sqrt(correlation) * common + Math.sqrt(1 - correlation) * random.nextGaussian();
                sources.add(Source.of(name, truth + Math.sqrt(variance) * error, variance));
            });
            FusedEstimate estimate = rule.fuse(sources);
            double error = estimate.value().orElseThrow() - truth;
            sum += error;
            squares += error * error;
            stated = estimate.variance().orElseThrow();
        }
        assertThat(Math.abs(sum / draws)).as(rule.name()).isLessThan(4.5 * Math.sqrt(stated / draws));
        // A mean square of n Gaussians has a relative standard error of sqrt(2/n).
        assertThat(squares / draws / stated).as(rule.name()).isCloseTo(1, within(4.5 * Math.sqrt(2.0 / draws)));
    }

    private static List<FusionRule> rules(Random random) {
        double threshold = 2 * random.nextDouble();
        return List.of(
                FusionRule.mvue(SOURCES, Domain.LINEAR, threshold),
                FusionRule.mvue(SOURCES, Domain.logarithmic(0.5), threshold),
                correlated(variances(random), 1, 0.9 * random.nextDouble(), threshold),
                FusionRule.calibrated(Map.of("b", WeightedMeanRuleTest.flat(2, Domain.LINEAR)), threshold),
                FusionRule.only("c"));
    }

    private static Domain scaled(FusionRule rule, double factor) {
        Domain domain = rule.fuse(List.of()).domain();
        return domain.kind() == Domain.Kind.LINEAR ? domain : Domain.logarithmic(domain.floor() * factor);
    }

    /** One common correlation between all errors. */
    private static FusionRule correlated(
            Map<String, Double> variances, double factor, double correlation, double threshold) {
        List<String> names = variances.keySet().stream().sorted().toList();
        List<List<Double>> correlations = names.stream()
                .map(one -> names.stream()
                        .map(other -> one.equals(other) ? 1 : correlation)
                        .toList())
                .toList();
        List<Double> scaled = names.stream()
                .map(name -> variances.get(name) * factor * factor)
                .toList();
        return FusionRule.correlated(
                new ErrorCovariance(Domain.LINEAR, names, scaled, correlations, 0, 100), Map.of(), threshold);
    }

    private static Map<String, Double> variances(Random random) {
        Map<String, Double> variances = new HashMap<>();
        NAMES.forEach(name -> variances.put(name, Math.exp(random.nextGaussian())));
        return variances;
    }

    private static List<Source> known(Random random, Map<String, Double> variances) {
        return NAMES.stream()
                .map(name -> Source.of(name, 10 * random.nextGaussian(), variances.get(name)))
                .toList();
    }

    /** Some missing, some of unknown or of no variance, some zero; none negative. */
    private static List<Source> sources(Random random) {
        List<Source> sources = new ArrayList<>();
        for (String name : NAMES) {
            double value = random.nextInt(10) == 0 ? 0 : Math.exp(2 * random.nextGaussian());
            switch (random.nextInt(8)) {
                case 0 -> sources.add(Source.of(name, value));
                case 1 -> sources.add(Source.of(name, value, 0));
                case 2 -> {}
                default -> sources.add(Source.of(name, value, Math.exp(3 * random.nextGaussian())));
            }
        }
        double confidence = random.nextInt(11) / 10.0;
        sources.add(Source.history(Math.exp(random.nextGaussian()), OptionalDouble.empty(), confidence));
        return sources;
    }

    private static List<Source> scaled(List<Source> sources, double factor) {
        return sources.stream()
                .map(source -> new Source(
                        source.name(),
                        source.value() * factor,
                        source.variance().isPresent()
                                ? OptionalDouble.of(source.variance().getAsDouble() * factor * factor)
                                : OptionalDouble.empty(),
                        source.confidence()))
                .toList();
    }

    private static void assertScaled(FusedEstimate estimate, FusedEstimate scaled, double factor) {
        assertThat(scaled.value().isPresent()).isEqualTo(estimate.value().isPresent());
        assertThat(scaled.dropped())
                .extracting(FusedEstimate.Dropped::reason)
                .isEqualTo(estimate.dropped().stream()
                        .map(FusedEstimate.Dropped::reason)
                        .toList());
        double unit = estimate.domain().kind() == Domain.Kind.LINEAR ? factor * factor : 1;
        estimate.value()
                .ifPresent(value ->
                        assertThat(scaled.value().orElseThrow() / factor).isCloseTo(value, within(1e-9 * (1 + value))));
        estimate.variance()
                .ifPresent(variance -> assertThat(scaled.variance().orElseThrow() / unit)
                        .isCloseTo(variance, within(1e-9 * (1 + variance))));
    }

    private static double min(FusedEstimate estimate) {
        double min = estimate.used().stream()
                .mapToDouble(used -> used.source().value())
                .min()
                .orElseThrow();
        return min - 1e-9 * (1 + Math.abs(min));
    }

    private static double max(FusedEstimate estimate) {
        double max = estimate.used().stream()
                .mapToDouble(used ->
                        Math.max(estimate.domain().floor(), used.source().value()))
                .max()
                .orElseThrow();
        return max + 1e-9 * (1 + Math.abs(max));
    }
}
