package dev.wayside.fusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;

import org.junit.jupiter.api.Test;

class VarianceCurveTest {

    @Test
    void findsHowTheErrorFallsWithConfidence() {
        Random random = new Random(1);
        List<Outcome> outcomes = new ArrayList<>();
        for (int row = 0; row < 40_000; row++) {
            double confidence = random.nextInt(11) / 10.0;
            double error = (2 - confidence) * random.nextGaussian();
            outcomes.add(new Outcome(List.of(history(10, confidence)), 10 + error));
        }
        VarianceCurve curve = learn(ErrorPredictor.CONFIDENCE, outcomes);
        assertThat(curve.variance(history(10, 0))).isCloseTo(4, within(0.4));
        assertThat(curve.variance(history(10, 0.5))).isCloseTo(2.25, within(0.25));
        assertThat(curve.variance(history(10, 1))).isCloseTo(1, within(0.1));
    }

    @Test
    void neverRisesWhereItShouldFallAndNeverTouchesZero() {
        Seeds.forEach(50, random -> {
            List<Outcome> outcomes = new ArrayList<>();
            for (int row = 0; row < 300; row++) {
                double error = random.nextInt(3) == 0 ? 5 * random.nextGaussian() : 0;
                outcomes.add(new Outcome(List.of(history(10, random.nextDouble())), 10 + error));
            }
            VarianceCurve curve = learn(ErrorPredictor.CONFIDENCE, outcomes);
            double before = Double.POSITIVE_INFINITY;
            for (double confidence = 0; confidence <= 1; confidence += 0.01) {
                double variance = curve.variance(history(10, confidence));
                assertThat(variance).isLessThanOrEqualTo(before).isGreaterThanOrEqualTo(curve.pooledVariance() / 100);
                before = variance;
            }
        });
    }

    /** Errors of 1 and 3 give a mean square of 5. */
    @Test
    void fewRowsGiveThePooledVariance() {
        VarianceCurve curve = learn(
                ErrorPredictor.CONFIDENCE,
                List.of(new Outcome(List.of(history(10, 0)), 11), new Outcome(List.of(history(10, 1)), 7)));
        assertThat(curve.pooledVariance()).isEqualTo(5);
        assertThat(curve.variance(history(1, 0.3))).isEqualTo(5);
        assertThat(curve.rows()).isEqualTo(2);
    }

    @Test
    void aSourceThatDoesNotSayWhatTheCurveFollowsGetsThePooledVariance() {
        List<Outcome> outcomes = new ArrayList<>();
        for (int row = 0; row < 200; row++) {
            outcomes.add(new Outcome(List.of(Source.of(Source.HISTORY, 10, row)), 10 + Math.sqrt(row)));
        }
        VarianceCurve curve = learn(ErrorPredictor.VARIANCE, outcomes);
        assertThat(curve.variance(Source.of(Source.HISTORY, 3))).isEqualTo(curve.pooledVariance());
        assertThat(curve.pooledVariance()).isCloseTo(99.5, within(1e-9));
        assertThat(curve.variance(Source.of(Source.HISTORY, 3, 100))).isCloseTo(100, within(1.0));
        assertThat(curve.variance(Source.of(Source.HISTORY, 3, 1e9))).isLessThan(200);
    }

    @Test
    void logarithmicErrorsAreRatios() {
        VarianceCurve curve = VarianceCurve.learn(
                        Source.HISTORY,
                        ErrorPredictor.COEFFICIENT_OF_VARIATION,
                        Domain.logarithmic(1),
                        List.of(new Outcome(List.of(history(10, 0)), 10 * Math.exp(2))))
                .orElseThrow();
        assertThat(curve.pooledVariance()).isCloseTo(4, within(1e-12));
    }

    @Test
    void anUnknownSourceTeachesNothing() {
        assertThat(VarianceCurve.learn(
                        "other",
                        ErrorPredictor.VARIANCE,
                        Domain.LINEAR,
                        List.of(new Outcome(List.of(history(1, 1)), 1))))
                .isEmpty();
    }

    private static Source history(double value, double confidence) {
        return Source.history(value, OptionalDouble.empty(), confidence);
    }

    private static VarianceCurve learn(ErrorPredictor predictor, List<Outcome> outcomes) {
        return VarianceCurve.learn(Source.HISTORY, predictor, Domain.LINEAR, outcomes)
                .orElseThrow();
    }
}
