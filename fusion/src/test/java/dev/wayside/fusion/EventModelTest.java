package dev.wayside.fusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

import dev.wayside.fusion.numeric.LogisticFit;
import org.junit.jupiter.api.Test;

class EventModelTest {

    /** Log-odds -1 + 0.8 x - 0.05 y, with x of deviation 1 and y of deviation 10 about -100. */
    @Test
    void recoversKnownCoefficients() {
        Random random = new Random(1);
        List<EventModel.Row> rows = new ArrayList<>();
        for (int row = 0; row < 50_000; row++) {
            double share = random.nextGaussian();
            double rsrp = -100 + 10 * random.nextGaussian();
            double probability = LogisticFit.probability(-1 + 0.8 * share - 0.05 * (rsrp + 100));
            rows.add(new EventModel.Row(Map.of("share", share, "rsrp", rsrp), random.nextDouble() < probability));
        }
        EventModel model = EventModel.learn(rows).orElseThrow();
        assertThat(slope(model, "share")).isCloseTo(0.8, within(0.05));
        assertThat(slope(model, "rsrp")).isCloseTo(-0.05, within(0.005));
        assertThat(model.probability(Map.of("share", 0.0, "rsrp", -100.0)))
                .isCloseTo(LogisticFit.probability(-1), within(0.01));
    }

    /**
     * With a binary feature the unpenalised fit is the share of events in each group: 30 of 1,000 and 200 of 1,000; the
     * penalty draws them together by a little.
     */
    @Test
    void aBinaryFeatureGivesTheSharesOfItsGroups() {
        List<EventModel.Row> rows = new ArrayList<>();
        for (int row = 0; row < 1_000; row++) {
            rows.add(new EventModel.Row(Map.of("known", 0.0), row < 30));
            rows.add(new EventModel.Row(Map.of("known", 1.0), row < 200));
        }
        EventModel model = EventModel.learn(rows).orElseThrow();
        assertThat(model.probability(Map.of("known", 0.0))).isCloseTo(0.03, within(0.001));
        assertThat(model.probability(Map.of("known", 1.0))).isCloseTo(0.2, within(0.002));
    }

    /** The derivative of the penalised log-likelihood, written out once more here, is 0 at its maximum. */
    @Test
    void isTheMaximumOfThePenalisedLikelihood() {
        Seeds.forEach(30, random -> {
            int columns = 2 + random.nextInt(3);
            double[][] design = new double[150][columns];
            double[] outcomes = new double[150];
            for (int row = 0; row < design.length; row++) {
                design[row][0] = 1;
                for (int column = 1; column < columns; column++) {
                    design[row][column] = random.nextGaussian();
                }
                outcomes[row] = row < 2 ? row : random.nextInt(2);
            }
            double[] fitted = new LogisticFit(design, outcomes).coefficients();
            for (int column = 0; column < columns; column++) {
                double slope = column == 0 ? 0 : -fitted[column];
                for (int row = 0; row < design.length; row++) {
                    double logOdds = 0;
                    for (int i = 0; i < columns; i++) {
                        logOdds += fitted[i] * design[row][i];
                    }
                    slope += (outcomes[row] - 1 / (1 + Math.exp(-logOdds))) * design[row][column];
                }
                assertThat(slope).isCloseTo(0, within(1e-6));
            }
        });
    }

    @Test
    void perfectlySeparatedEventsStayFinite() {
        List<EventModel.Row> rows = new ArrayList<>();
        for (int row = 0; row < 400; row++) {
            rows.add(new EventModel.Row(Map.of("x", (double) row, "copy", 2.0 * row, "constant", 7.0), row >= 200));
        }
        EventModel model = EventModel.learn(rows).orElseThrow();
        assertThat(model.probability(Map.of("x", 0.0, "copy", 0.0))).isBetween(0.0, 0.02);
        assertThat(model.probability(Map.of("x", 399.0, "copy", 798.0))).isBetween(0.98, 1.0);
        assertThat(model.probability(Map.of("x", 1e100, "copy", -1e100, "unheard of", 3.0)))
                .isBetween(0.0, 1.0);
    }

    @Test
    void beingAbsentCountsIfItDidInThePast() {
        Random random = new Random(2);
        List<EventModel.Row> rows = new ArrayList<>();
        for (int row = 0; row < 4_000; row++) {
            boolean known = row % 2 == 0;
            boolean event = random.nextDouble() < (known ? 0.1 : 0.4);
            rows.add(new EventModel.Row(known ? Map.of("share", random.nextDouble()) : Map.of(), event));
        }
        EventModel model = EventModel.learn(rows).orElseThrow();
        assertThat(model.probability(Map.of())).isCloseTo(0.4, within(0.03));
        assertThat(model.probability(Map.of("share", 0.5))).isCloseTo(0.1, within(0.03));
    }

    /** (3 + 0.5) / (9 + 1) and (0 + 0.5) / (200 + 1). */
    @Test
    void tooLittleToLearnFromGivesTheSmoothedShare() {
        List<EventModel.Row> few = new ArrayList<>();
        for (int row = 0; row < 9; row++) {
            few.add(new EventModel.Row(Map.of("x", 1.0 * row), row < 3));
        }
        assertThat(EventModel.learn(few).orElseThrow().probability(Map.of("x", 5.0)))
                .isCloseTo(0.35, within(1e-12));
        List<EventModel.Row> never = new ArrayList<>();
        for (int row = 0; row < 200; row++) {
            never.add(new EventModel.Row(Map.of("x", 1.0 * row), false));
        }
        assertThat(EventModel.learn(never).orElseThrow().probability(Map.of())).isCloseTo(0.5 / 201, within(1e-12));
        assertThat(EventModel.learn(List.of())).isEmpty();
    }

    @Test
    void noFeatureIsNaN() {
        assertThatIllegalArgumentException().isThrownBy(() -> new EventModel.Row(Map.of("x", Double.NaN), true));
        EventModel model =
                EventModel.learn(List.of(new EventModel.Row(Map.of(), true))).orElseThrow();
        assertThatIllegalArgumentException().isThrownBy(() -> model.probability(Map.of("x", Double.NaN)));
    }

    private static double slope(EventModel model, String name) {
        EventFeature feature = model.features().stream()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst()
                .orElseThrow();
        return feature.coefficient() / feature.deviation();
    }
}
