package dev.wayside.datasets.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;

import org.junit.jupiter.api.Test;

final class DayBootstrapTest {

    @Test
    void oneDayBoundsNothing() {
        assertThat(DayBootstrap.bounds(1, times -> 1)).isEmpty();
    }

    @Test
    void everyDrawHasAsManyDays() {
        assertThat(DayBootstrap.bounds(7, times -> Arrays.stream(times).sum())).contains(new DayBootstrap.Bounds(7, 7));
    }

    /** The share of one of 100 days is binomial: mean 1, standard deviation near 1, so 0 to 3 hold the middle 95 %. */
    @Test
    void drawsWithReplacement() {
        assertThat(DayBootstrap.bounds(100, times -> times[0])).contains(new DayBootstrap.Bounds(0, 3));
    }

    @Test
    void drawsWithoutAnAnswerArePassedOver() {
        assertThat(DayBootstrap.bounds(2, times -> Double.NaN)).isEmpty();
        assertThat(DayBootstrap.bounds(2, times -> times[0] == 0 ? Double.NaN : 1))
                .contains(new DayBootstrap.Bounds(1, 1));
    }
}
