package dev.wayside.fusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

class ProbabilityCalibrationTest {

    /** Of 100 rows of score 0, 10 events; of 300 of score 1, 150. */
    @Test
    void countsTheEventsOfEachScore() {
        List<ProbabilityCalibration.Row> rows = new ArrayList<>();
        for (int row = 0; row < 100; row++) {
            rows.add(new ProbabilityCalibration.Row(0, row < 10));
        }
        for (int row = 0; row < 300; row++) {
            rows.add(new ProbabilityCalibration.Row(1, row < 150));
        }
        ProbabilityCalibration learned = ProbabilityCalibration.learn(rows).orElseThrow();
        assertThat(learned.probability(-5)).isCloseTo(10.5 / 101, within(1e-12));
        assertThat(learned.probability(1)).isCloseTo(150.5 / 301, within(1e-12));
        assertThat(learned.probability(0.5)).isCloseTo((10.5 / 101 + 0.5) / 2, within(1e-12));
    }

    @Test
    void undoesAWrongProbabilityAndNeverFalls() {
        Random random = new Random(1);
        List<ProbabilityCalibration.Row> rows = new ArrayList<>();
        for (int row = 0; row < 50_000; row++) {
            double probability = random.nextDouble();
            rows.add(new ProbabilityCalibration.Row(probability * probability, random.nextDouble() < probability));
        }
        ProbabilityCalibration learned = ProbabilityCalibration.learn(rows).orElseThrow();
        double before = 0;
        for (double probability = 0; probability <= 1; probability += 0.05) {
            double calibrated = learned.probability(probability * probability);
            assertThat(calibrated).isCloseTo(probability, within(0.05)).isGreaterThanOrEqualTo(before);
            before = calibrated;
        }
    }

    @Test
    void nothingIsCertainAndFewRowsTeachNothing() {
        List<ProbabilityCalibration.Row> rows = new ArrayList<>();
        for (int row = 0; row < 100; row++) {
            rows.add(new ProbabilityCalibration.Row(row, row >= 50));
        }
        ProbabilityCalibration learned = ProbabilityCalibration.learn(rows).orElseThrow();
        assertThat(learned.probability(0)).isPositive();
        assertThat(learned.probability(99)).isLessThan(1);
        assertThat(ProbabilityCalibration.learn(rows.subList(1, 100))).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> learned.probability(Double.NaN));
    }
}
