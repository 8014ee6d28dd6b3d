package dev.wayside.datasets.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class RankedEventsTest {

    private static final double EXACT = 1e-12;

    @Test
    void theAreaCountsPairsInOrder() {
        // Events at 0.9 and 0.4, others at 0.8, 0.3 and 0.1: 5 of 6 pairs are in order.
        RankedEvents ranked = new RankedEvents(
                new double[] {0.1, 0.4, 0.9, 0.8, 0.3}, new boolean[] {false, true, true, false, false});

        assertThat(ranked.area(new double[] {1, 1, 1, 1, 1})).hasValueCloseTo(5 / 6.0, within(EXACT));
        assertThat(ranked.averagePrecision()).hasValueCloseTo((1 + 2 / 3.0) / 2, within(EXACT));
    }

    @Test
    void equalScoresCountHalf() {
        RankedEvents ranked = new RankedEvents(new double[] {1, 1, 1, 1}, new boolean[] {true, false, false, false});

        assertThat(ranked.area(new double[] {1, 1, 1, 1})).hasValueCloseTo(0.5, within(EXACT));
        assertThat(ranked.averagePrecision()).hasValueCloseTo(0.25, within(EXACT));
    }

    @Test
    void aWeightIsARowRepeated() {
        double[] scores = {0.9, 0.5, 0.2};
        boolean[] events = {false, true, false};
        RankedEvents twice =
                new RankedEvents(new double[] {0.9, 0.5, 0.2, 0.2}, new boolean[] {false, true, false, false});

        assertThat(new RankedEvents(scores, events).area(new double[] {1, 1, 2}))
                .isEqualTo(twice.area(new double[] {1, 1, 1, 1}));
    }

    @Test
    void withoutEventsThereIsNoAnswer() {
        RankedEvents ranked = new RankedEvents(new double[] {1, 2}, new boolean[] {false, false});

        assertThat(ranked.area(new double[] {1, 1})).isEmpty();
        assertThat(ranked.averagePrecision()).isEmpty();
    }
}
