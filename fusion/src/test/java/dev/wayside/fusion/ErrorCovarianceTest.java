package dev.wayside.fusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.api.Test;

class ErrorCovarianceTest {

    @Test
    void uncorrelatedErrorsGiveWhatMvueGives() {
        Seeds.forEach(200, random -> {
            List<Source> sources = List.of(
                    Source.of("a", random.nextGaussian(), Math.exp(random.nextGaussian())),
                    Source.of("b", random.nextGaussian(), Math.exp(random.nextGaussian())),
                    Source.of("c", random.nextGaussian(), Math.exp(random.nextGaussian())));
            List<Double> variances = sources.stream()
                    .map(source -> source.variance().orElseThrow())
                    .toList();
            FusedEstimate correlated = rule(variances, row(1.0, 0.0, 0.0), row(0.0, 1.0, 0.0), row(0.0, 0.0, 1.0))
                    .fuse(sources);
            FusedEstimate mvue = FusionRule.mvue(Set.of("a", "b", "c"), Domain.LINEAR, FusionRule.NO_THRESHOLD)
                    .fuse(sources);
            assertThat(correlated.value().orElseThrow()).isCloseTo(mvue.value().orElseThrow(), within(1e-12));
            assertThat(correlated.variance().orElseThrow())
                    .isCloseTo(mvue.variance().orElseThrow(), within(1e-12));
        });
    }

    /**
     * C = [[4, 1], [1, 1.5625]], that is r = 0.4 with s = 2 and 1.25: C^-1 1 is proportional to (1.5625 - 1, 4 - 1) =
     * (0.5625, 3), the variance is (4 * 1.5625 - 1) / 3.5625.
     */
    @Test
    void twoSourcesByTheFormula() {
        FusedEstimate estimate = rule(List.of(4.0, 1.5625), row(1.0, 0.4), row(0.4, 1.0))
                .fuse(List.of(Source.of("a", 10), Source.of("b", 20)));
        assertThat(estimate.value().orElseThrow()).isCloseTo((5.625 + 60) / 3.5625, within(1e-12));
        assertThat(estimate.variance().orElseThrow()).isCloseTo(5.25 / 3.5625, within(1e-12));
    }

    /** r s_a s_b = 1.8 lies above s_b^2 = 1: the formula's weight of a is negative, the bound leaves b alone. */
    @Test
    void aSourceThatOnlyTheSignCouldUseIsDropped() {
        FusedEstimate estimate = rule(List.of(4.0, 1.0), row(1.0, 0.9), row(0.9, 1.0))
                .fuse(List.of(Source.of("a", 10), Source.of("b", 20)));
        assertThat(estimate.value()).hasValue(20);
        assertThat(estimate.variance()).hasValue(1);
        assertThat(estimate.dropped())
                .containsExactly(new FusedEstimate.Dropped(Source.of("a", 10), DropReason.OUTWEIGHED));
    }

    @Test
    void aCurveStandsInForTheVarianceOfItsSource() {
        ErrorCovariance covariance = new ErrorCovariance(
                Domain.LINEAR,
                List.of("a", "b"),
                List.of(9.0, 9.0),
                List.of(List.of(1.0, 0.0), List.of(0.0, 1.0)),
                0,
                100);
        FusedEstimate estimate = FusionRule.correlated(
                        covariance, Map.of("a", WeightedMeanRuleTest.flat(1, Domain.LINEAR)), FusionRule.NO_THRESHOLD)
                .fuse(List.of(Source.of("a", 10), Source.of("b", 20)));
        assertThat(estimate.value().orElseThrow()).isCloseTo(11, within(1e-12));
    }

    @Test
    void anAbsentSourceLeavesTheOthersTheirPartOfTheMatrix() {
        FusedEstimate estimate = rule(
                        List.of(4.0, 1.0, 1.0), row(1.0, 0.0, 0.5), row(0.0, 1.0, 0.5), row(0.5, 0.5, 1.0))
                .fuse(List.of(Source.of("a", 10), Source.of("b", 20)));
        assertThat(estimate.value().orElseThrow()).isCloseTo(18, within(1e-12));
    }

    @Test
    void manyRowsGiveTheTrueMomentsBiasIncluded() {
        Random random = new Random(1);
        List<Outcome> outcomes = new ArrayList<>();
        for (int row = 0; row < 50_000; row++) {
            double common = random.nextGaussian();
            outcomes.add(outcome(common, 2 * (0.6 * common + 0.8 * random.nextGaussian()), 1 + random.nextGaussian()));
        }
        ErrorCovariance learned = ErrorCovariance.learn(List.of("a", "b", "c"), Domain.LINEAR, outcomes)
                .orElseThrow();
        assertThat(learned.variances().get(0)).isCloseTo(1, within(0.03));
        assertThat(learned.variances().get(1)).isCloseTo(4, within(0.12));
        assertThat(learned.variances().get(2)).isCloseTo(2, within(0.06));
        assertThat(learned.correlation("b", "a")).isCloseTo(0.6, within(0.02));
        assertThat(learned.correlation("a", "c")).isCloseTo(0, within(0.02));
        assertThat(learned.shrinkage()).isLessThan(0.001);
        assertThat(learned.rows()).isEqualTo(50_000);
    }

    @Test
    void sourcesThatSayTheSameAreKeptApart() {
        Random random = new Random(2);
        List<Outcome> outcomes = new ArrayList<>();
        for (int row = 0; row < 200; row++) {
            double error = random.nextGaussian();
            outcomes.add(outcome(error, error, -2 * error));
        }
        ErrorCovariance learned = ErrorCovariance.learn(List.of("a", "b", "c"), Domain.LINEAR, outcomes)
                .orElseThrow();
        assertThat(condition(learned)).isLessThanOrEqualTo(1_000 * (1 + 1e-9));
        FusedEstimate estimate = FusionRule.correlated(learned, Map.of(), FusionRule.NO_THRESHOLD)
                .fuse(List.of(Source.of("a", 1), Source.of("b", 2), Source.of("c", 3)));
        assertThat(estimate.value().orElseThrow()).isBetween(1.0, 3.0);
        assertThat(estimate.variance().orElseThrow()).isFinite().isPositive();
    }

    /**
     * Errors with nothing in common have correlations that are all chance: most of it goes, and more with fewer rows.
     */
    @Test
    void chanceCorrelationsAreShrunkAndTrueOnesStay() {
        double chance = 0;
        for (int seed = 0; seed < 50; seed++) {
            Random random = new Random(seed);
            List<Outcome> outcomes = new ArrayList<>();
            List<Outcome> alike = new ArrayList<>();
            for (int row = 0; row < ErrorCovariance.MIN_ROWS; row++) {
                double common = 3 * random.nextGaussian();
                double a = random.nextGaussian();
                double b = random.nextGaussian();
                double c = random.nextGaussian();
                outcomes.add(outcome(a, b, c));
                alike.add(outcome(a + common, b + common, c + common));
            }
            chance += shrinkage(outcomes) / 50;
            assertThat(shrinkage(alike)).isLessThan(0.05);
        }
        assertThat(chance).isGreaterThan(0.5);
    }

    @Test
    void fewRowsTeachNothing() {
        List<Outcome> outcomes = Collections.nCopies(ErrorCovariance.MIN_ROWS - 1, outcome(1, 2, 3));
        assertThat(ErrorCovariance.learn(List.of("a"), Domain.LINEAR, outcomes)).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ErrorCovariance.learn(List.of(), Domain.LINEAR, outcomes));
    }

    @Test
    void aSourceThatWasAlwaysRightGoesTogetherWithNone() {
        List<Outcome> outcomes = new ArrayList<>();
        for (int row = 0; row < 200; row++) {
            outcomes.add(outcome(0, row % 2 == 0 ? 1 : -1, 0));
        }
        ErrorCovariance learned = ErrorCovariance.learn(List.of("a", "b", "c"), Domain.LINEAR, outcomes)
                .orElseThrow();
        assertThat(learned.correlation("a", "c")).isZero();
        assertThat(FusionRule.correlated(learned, Map.of(), FusionRule.NO_THRESHOLD)
                        .fuse(List.of(Source.of("a", 7), Source.of("b", 20)))
                        .value())
                .hasValue(7);
    }

    @Test
    void whatIsNoCorrelationIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> rule(List.of(1.0, 1.0), row(1.0, 1.1), row(1.1, 1.0)));
        assertThatIllegalArgumentException().isThrownBy(() -> rule(List.of(1.0, 1.0), row(1.0, 0.1), row(0.2, 1.0)));
        assertThatIllegalArgumentException().isThrownBy(() -> rule(List.of(1.0), row(1.0, 0.0)));
    }

    private static double shrinkage(List<Outcome> outcomes) {
        return ErrorCovariance.learn(List.of("a", "b", "c"), Domain.LINEAR, outcomes)
                .orElseThrow()
                .shrinkage();
    }

    private static double condition(ErrorCovariance covariance) {
        RealMatrix matrix = new Array2DRowRealMatrix(covariance.correlations().stream()
                .map(row -> row.stream().mapToDouble(Double::doubleValue).toArray())
                .toArray(double[][]::new));
        double[] eigenvalues = new EigenDecomposition(matrix).getRealEigenvalues();
        return eigenvalues[0] / eigenvalues[eigenvalues.length - 1];
    }

    private static Outcome outcome(double a, double b, double c) {
        return new Outcome(List.of(Source.of("a", -a), Source.of("b", -b), Source.of("c", -c)), 0);
    }

    private static FusionRule rule(List<Double> variances, double[]... correlations) {
        List<String> names = List.of("a", "b", "c").subList(0, variances.size());
        List<List<Double>> rows = Arrays.stream(correlations)
                .map(row -> Arrays.stream(row).boxed().toList())
                .toList();
        return FusionRule.correlated(
                new ErrorCovariance(Domain.LINEAR, names, variances, rows, 0, 100), Map.of(), FusionRule.NO_THRESHOLD);
    }

    private static double[] row(double... correlations) {
        return correlations;
    }
}
