package dev.wayside.relay.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wayside.relay.context.CarrierSignal;
import org.junit.jupiter.api.Test;

class SignalWindowTest {

    private static final long MILLI = 1_000_000;

    private final SignalWindow window = new SignalWindow("cmcc");

    @Test
    void unevenSamplesComeOnAnEvenGridThatEndsWithTheNewest() {
        add("a", -80, 0);
        add("a", -81, 100);
        add("a", -83, 300);
        add("a", -84, 400);
        add("a", -85, 500);
        assertThat(window.question()).hasValueSatisfying(question -> {
            assertThat(question.newestNanos()).isEqualTo(500 * MILLI);
            assertThat(question.observation()).hasToString("cmcc/a [-80.0, -81.0, -82.0, -83.0, -84.0, -85.0]");
        });
        assertThat(window.question()).as("nothing is new").isEmpty();
    }

    @Test
    void anotherCellADisconnectionAndALongSilenceResetTheWindow() {
        add("a", -80, 0);
        add("a", -81, 100);
        add("b", -90, 200);
        assertThat(window.question()).isEmpty();
        add("b", -91, 300);
        assertThat(window.question())
                .hasValueSatisfying(
                        question -> assertThat(question.observation()).hasToString("cmcc/b [-90.0, -91.0]"));
        window.add(CarrierSignal.none(), 400 * MILLI);
        add("b", -92, 500);
        assertThat(window.question()).isEmpty();
        add("b", -93, 4_000);
        assertThat(window.question()).isEmpty();
        add("b", -94, 4_100);
        assertThat(window.question())
                .hasValueSatisfying(
                        question -> assertThat(question.observation()).hasToString("cmcc/b [-93.0, -94.0]"));
    }

    @Test
    void aSampleThatIsNotNewerIsIgnored() {
        add("a", -80, 100);
        add("a", -99, 100);
        add("a", -99, 50);
        add("a", -81, 200);
        assertThat(window.question())
                .hasValueSatisfying(
                        question -> assertThat(question.observation()).hasToString("cmcc/a [-80.0, -81.0]"));
    }

    @Test
    void itHoldsNoMoreThanItAsksWith() {
        for (int i = 0; i < 10_000; i++) {
            add("a", -80 - i % 2, i * 100L);
        }
        assertThat(window.question())
                .hasValueSatisfying(
                        question -> assertThat(question.observation().toString().split(",", -1))
                                .hasSize(100));
    }

    private void add(String cell, double dbm, long atMillis) {
        window.add(CarrierSignal.of(cell, dbm), atMillis * MILLI);
    }
}
