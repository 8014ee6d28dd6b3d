package dev.wayside.datasets.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

/** The log-odds of an event at a place, from other days. */
class EventCountsTest {

    /** Three days of 100 moments at each of two places; it comes at one moment in two here, never there. */
    private final List<Object> places = new ArrayList<>();

    private final int[] dayOfRow = new int[600];
    private final boolean[] events = new boolean[600];

    EventCountsTest() {
        for (int row = 0; row < 600; row++) {
            places.add(row % 2 == 0 ? "here" : "there");
            dayOfRow[row] = row / 200;
            events[row] = row % 4 == 0;
        }
    }

    @Test
    void thePlaceRaisesOrLowersTheUsualOdds() {
        EventCounts counts = new EventCounts(places, dayOfRow, 3, events);
        double usual = Math.log(0.25 / 0.75);
        double here = (100 * 0.5 + 50 * 0.25) / 150;
        // Day 0 is the row's own and day 2 left out: day 1 is all that speaks.
        assertThat(counts.lift(0, 2)).isCloseTo(Math.log(here / (1 - here)) - usual, within(1e-9));
        assertThat(counts.lift(1, 2)).isNegative();
    }

    @Test
    void whereNobodyWasNothingIsKnown() {
        places.set(0, "elsewhere");
        assertThat(new EventCounts(places, dayOfRow, 3, events).lift(0, 2)).isZero();
    }
}
