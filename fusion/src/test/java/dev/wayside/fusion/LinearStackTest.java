package dev.wayside.fusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.apache.commons.math3.stat.regression.OLSMultipleLinearRegression;
import org.junit.jupiter.api.Test;

class LinearStackTest {

    private static final List<String> NAMES = List.of("a", "b", "c");

    @Test
    void recoversTheFactorsOfALinearTruth() {
        Random random = new Random(1);
        List<Outcome> outcomes = outcomes(10_000, random, (a, b, c) -> 5 + 0.7 * a + 0.2 * b + random.nextGaussian());
        StackWeights weights = only(learn(Domain.LINEAR, outcomes), 3);
        assertThat(weights.factors().get(0)).isCloseTo(0.7, within(0.01));
        assertThat(weights.factors().get(1)).isCloseTo(0.2, within(0.01));
        assertThat(weights.factors().get(2)).isCloseTo(0, within(0.01));
        assertThat(weights.constant()).isCloseTo(5, within(0.2));
        assertThat(weights.variance()).isCloseTo(1, within(0.05));
    }

    /** Without a negative factor the bound has no effect, and only the ridge of 3/n separates the two. */
    @Test
    void equalsOrdinaryLeastSquaresWithinTheRidge() {
        Seeds.forEach(20, random -> {
            List<Outcome> outcomes =
                    outcomes(3_000, random, (a, b, c) -> a + 0.5 * b + 0.3 * c + 2 * random.nextGaussian());
            OLSMultipleLinearRegression reference = new OLSMultipleLinearRegression();
            reference.newSampleData(
                    outcomes.stream().mapToDouble(Outcome::truth).toArray(),
                    outcomes.stream()
                            .map(outcome -> outcome.sources().stream()
                                    .mapToDouble(Source::value)
                                    .toArray())
                            .toArray(double[][]::new));
            double[] expected = reference.estimateRegressionParameters();
            StackWeights weights = only(learn(Domain.LINEAR, outcomes), 3);
            for (int i = 0; i < 3; i++) {
                assertThat(weights.factors().get(i)).isCloseTo(expected[i + 1], within(0.005));
            }
            assertThat(weights.variance()).isCloseTo(reference.estimateErrorVariance(), within(0.02));
        });
    }

    /** One moment in ten is off by a thousand: squares follow it, absolute errors do not. */
    @Test
    void absoluteErrorsAreNotMovedByASingleBadMoment() {
        Random random = new Random(3);
        List<Outcome> outcomes = outcomes(
                5_000,
                random,
                (a, b, c) -> 5 + 0.7 * a + 0.2 * b + random.nextGaussian() + (random.nextInt(10) == 0 ? 1_000 : 0));
        StackWeights weights = only(
                LinearStack.learn(NAMES, Domain.LINEAR, Loss.ABSOLUTE, outcomes).orElseThrow(), 3);
        assertThat(weights.factors().get(0)).isCloseTo(0.7, within(0.02));
        assertThat(weights.factors().get(1)).isCloseTo(0.2, within(0.02));
        assertThat(weights.constant()).isCloseTo(5, within(1.0));
    }

    @Test
    void noFactorIsNegative() {
        Random random = new Random(2);
        List<Outcome> outcomes = outcomes(2_000, random, (a, b, c) -> a - 0.5 * b);
        assertThat(only(learn(Domain.LINEAR, outcomes), 3).factors())
                .allSatisfy(factor -> assertThat(factor).isNotNegative());
    }

    @Test
    void beatsEachOfItsSourcesOnOutcomesItHasNotSeen() {
        Random random = new Random(3);
        FusionRule rule = FusionRule.linearStack(learn(Domain.LINEAR, noisy(2_000, random)));
        List<Outcome> unseen = noisy(5_000, random);
        for (String name : NAMES) {
            assertThat(meanSquare(rule, unseen)).isLessThan(meanSquare(FusionRule.only(name), unseen));
        }
        assertThat(rule.fuse(unseen.get(0).sources()).variance().orElseThrow())
                .isCloseTo(meanSquare(rule, unseen), within(0.06));
    }

    /** Sources are unbiased readings of a log-normal truth: the mean of the estimates is that of the truths. */
    @Test
    void theWayBackFromLogarithmsKeepsTheMean() {
        Random random = new Random(4);
        FusionRule rule = FusionRule.linearStack(learn(Domain.logarithmic(1e-3), logNormal(20_000, random)));
        double estimates = 0;
        double truths = 0;
        for (Outcome outcome : logNormal(20_000, random)) {
            estimates += rule.fuse(outcome.sources()).value().orElseThrow();
            truths += outcome.truth();
        }
        assertThat(estimates / truths).isCloseTo(1, within(0.03));
    }

    @Test
    void theSetOfSourcesAtHandDecidesTheFactors() {
        Random random = new Random(5);
        List<Outcome> outcomes = new ArrayList<>(noisy(1_000, random));
        noisy(1_000, random).forEach(outcome -> outcomes.add(without("c", outcome)));
        LinearStack stack = learn(Domain.LINEAR, outcomes);
        FusionRule rule = FusionRule.linearStack(stack);
        assertThat(stack.weights())
                .extracting(StackWeights::sources)
                .containsExactlyInAnyOrder(List.of("a"), List.of("a", "b"), NAMES, List.of("b"), List.of("c"));
        // Factors for two sources are learned from all outcomes with these two.
        assertThat(only(stack, 2).rows()).isEqualTo(2_000);

        FusedEstimate two = rule.fuse(List.of(Source.of("a", 1), Source.of("b", 1)));
        assertThat(two.used()).extracting(used -> used.source().name()).containsExactly("a", "b");
        FusedEstimate unseenSet = rule.fuse(List.of(Source.of("a", 1), Source.of("c", 1), Source.of("z", 9)));
        assertThat(unseenSet.used()).hasSize(1);
        assertThat(unseenSet.dropped())
                .extracting(FusedEstimate.Dropped::reason)
                .containsExactly(DropReason.NOT_LEARNED, DropReason.NOT_OF_THE_RULE);
        assertThat(rule.fuse(List.of(Source.of("z", 9))).emptyReason()).hasValue(EmptyEstimateReason.ALL_DROPPED);
        assertThat(rule.fuse(List.of()).emptyReason()).hasValue(EmptyEstimateReason.NO_SOURCES);
    }

    @Test
    void anEstimateStaysWithinTheTruthsAndTheSources() {
        List<Outcome> outcomes = outcomes(500, new Random(6), (a, b, c) -> Math.max(0, 3 * a - 10));
        FusionRule rule = FusionRule.linearStack(learn(Domain.LINEAR, outcomes));
        assertThat(rule.fuse(List.of(Source.of("a", 0))).value()).hasValue(0);
        assertThat(rule.fuse(List.of(Source.of("a", 1e6))).value().orElseThrow())
                .isEqualTo(1e6);
    }

    @Test
    void constantSeriesGiveTheConstant() {
        List<Outcome> outcomes = new ArrayList<>();
        for (int row = 0; row < 200; row++) {
            outcomes.add(new Outcome(List.of(Source.of("a", 0.1), Source.of("b", 0.3)), 0.7));
        }
        for (Domain domain : List.of(Domain.LINEAR, Domain.logarithmic(0.01))) {
            FusedEstimate estimate =
                    FusionRule.linearStack(learn(domain, outcomes)).fuse(List.of(Source.of("a", 0.1)));
            assertThat(estimate.value().orElseThrow()).isCloseTo(0.7, within(1e-12));
            assertThat(estimate.variance()).hasValue(0);
        }
    }

    @Test
    void theUnitOfTheQuantityScalesAllAlike() {
        Seeds.forEach(20, random -> {
            double factor = Math.exp(5 * random.nextGaussian());
            List<Outcome> outcomes = noisy(300, random);
            List<Outcome> scaled = outcomes.stream()
                    .map(outcome -> new Outcome(
                            outcome.sources().stream()
                                    .map(source -> Source.of(source.name(), source.value() * factor))
                                    .toList(),
                            outcome.truth() * factor))
                    .toList();
            FusionRule rule = FusionRule.linearStack(learn(Domain.LINEAR, outcomes));
            FusionRule scaledRule = FusionRule.linearStack(learn(Domain.LINEAR, scaled));
            for (int i = 0; i < 10; i++) {
                double value = rule.fuse(outcomes.get(i).sources()).value().orElseThrow();
                assertThat(scaledRule.fuse(scaled.get(i).sources()).value().orElseThrow() / factor)
                        .isCloseTo(value, within(1e-9));
            }
        });
    }

    @Test
    void tooFewOutcomesTeachNothing() {
        List<Outcome> outcomes = noisy(LinearStack.MIN_ROWS - 1, new Random(7));
        assertThat(LinearStack.learn(NAMES, Domain.LINEAR, outcomes)).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> LinearStack.learn(List.of(), Domain.LINEAR, outcomes));
    }

    private interface Truth {
        double of(double a, double b, double c);
    }

    /** Sources that have much in common, as means over several horizons do. */
    private static List<Outcome> outcomes(int rows, Random random, Truth truth) {
        List<Outcome> outcomes = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            double common = 10 + 5 * random.nextGaussian();
            double a = common + 2 * random.nextGaussian();
            double b = common + 3 * random.nextGaussian();
            double c = common + 4 * random.nextGaussian();
            outcomes.add(outcome(a, b, c, truth.of(a, b, c)));
        }
        return outcomes;
    }

    private static List<Outcome> noisy(int rows, Random random) {
        List<Outcome> outcomes = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            double truth = 3 * random.nextGaussian();
            outcomes.add(outcome(
                    truth + random.nextGaussian(),
                    truth + 1.5 * random.nextGaussian(),
                    truth + 2 * random.nextGaussian(),
                    truth));
        }
        return outcomes;
    }

    private static List<Outcome> logNormal(int rows, Random random) {
        List<Outcome> outcomes = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            double truth = random.nextGaussian();
            outcomes.add(outcome(
                    Math.exp(truth + 0.5 * random.nextGaussian()),
                    Math.exp(truth + random.nextGaussian()),
                    Math.exp(truth + random.nextGaussian()),
                    Math.exp(truth)));
        }
        return outcomes;
    }

    private static Outcome outcome(double a, double b, double c, double truth) {
        return new Outcome(List.of(Source.of("a", a), Source.of("b", b), Source.of("c", c)), truth);
    }

    private static Outcome without(String name, Outcome outcome) {
        return new Outcome(
                outcome.sources().stream()
                        .filter(source -> !source.name().equals(name))
                        .toList(),
                outcome.truth());
    }

    private static LinearStack learn(Domain domain, List<Outcome> outcomes) {
        return LinearStack.learn(NAMES, domain, outcomes).orElseThrow();
    }

    private static StackWeights only(LinearStack stack, int sources) {
        return stack.weights().stream()
                .filter(weights -> weights.sources().size() == sources)
                .findFirst()
                .orElseThrow();
    }

    private static double meanSquare(FusionRule rule, List<Outcome> outcomes) {
        return outcomes.stream()
                .mapToDouble(outcome -> rule.fuse(outcome.sources()).value().orElseThrow() - outcome.truth())
                .map(error -> error * error)
                .average()
                .orElseThrow();
    }
}
