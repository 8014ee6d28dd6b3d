package dev.wayside.relay.session.estimate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BusyRateTest {

    private static final long MILLI = 1_000_000;

    private final BusyRate rate = new BusyRate(0);

    @Test
    void whatABusyPathCarriedIsItsRate() {
        // 1,000 bytes each 10 ms, and never less than 20,000 under way.
        for (int millis = 10; millis <= 200; millis += 10) {
            rate.acknowledged(1_000, 20_000);
        }
        assertThat(rate.at(50 * MILLI, 60)).as("too early").isEmpty();
        assertThat(rate.at(200 * MILLI, 60)).hasValue(800_000);
        assertThat(rate.at(400 * MILLI, 60)).as("nothing since").isEmpty();
    }

    @Test
    void aPathThatRanEmptySaysNothing() {
        rate.acknowledged(10_000, 20_000);
        rate.acknowledged(20_000, 0);
        assertThat(rate.at(200 * MILLI, 60)).isEmpty();
    }

    @Test
    void aPeriodLastsARoundTripAtLeast() {
        rate.acknowledged(50_000, 50_000);
        assertThat(rate.at(300 * MILLI, 400)).isEmpty();
        assertThat(rate.at(400 * MILLI, 400)).hasValue(1_000_000);
    }
}
