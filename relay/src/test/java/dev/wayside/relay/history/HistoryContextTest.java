package dev.wayside.relay.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

import dev.wayside.client.CarrierObservation;
import dev.wayside.client.CarrierPrediction;
import dev.wayside.client.ForecastSteps;
import dev.wayside.client.Quantity;
import dev.wayside.relay.context.CarrierSignal;
import dev.wayside.relay.context.ContextRegistry;
import dev.wayside.relay.context.PathForecast;
import org.junit.jupiter.api.Test;

/** The history as a context, in virtual time. */
class HistoryContextTest {

    private static final long MILLI = 1_000_000;

    private final ContextRegistry contexts = new ContextRegistry();
    private final ContextRegistry.Publisher<CarrierSignal> signals = contexts.register(CarrierSignal.TYPE, "test");
    private final List<Asked> asked = new ArrayList<>();
    private final Map<String, PathForecast> predicted = new TreeMap<>();
    private final HistoryContext history = new HistoryContext(
            0.5,
            contexts,
            (observations, reply) -> asked.add(new Asked(observations, reply)),
            (carrier, forecast, now) -> predicted.put(carrier, forecast),
            0);

    private record Asked(List<CarrierObservation> observations, PredictionSource.Reply reply) {}

    @Test
    void allCarriersAreAskedAboutAtOnceAndOnlyWithNewSamples() {
        drive("cmcc", 0, 2_000);
        drive("cucc", 0, 2_000);
        history.step(2_000 * MILLI);

        assertThat(asked).hasSize(1);
        assertThat(asked.get(0).observations())
                .extracting(CarrierObservation::carrier)
                .containsExactly("cmcc", "cucc");
        history.step(2_250 * MILLI);
        assertThat(asked).as("while the first is out").hasSize(1);
        answer(0, 2_260, 0.5, 0, OptionalDouble.empty());
        history.step(2_500 * MILLI);
        assertThat(asked).as("without new samples").hasSize(1);
        drive("cucc", 2_100, 2_600);
        history.step(2_750 * MILLI);
        assertThat(asked).hasSize(2);
        assertThat(asked.get(1).observations())
                .extracting(CarrierObservation::carrier)
                .containsExactly("cucc");
    }

    @Test
    void aPredictionIsReadFurtherAsTimePassesUntilItsLookAheadIsOver() {
        drive("cmcc", 0, 2_000);
        history.step(2_000 * MILLI);
        answer(0, 2_010, 0.5, 0.6, OptionalDouble.of(3_000));

        PathForecast forecast = predicted.get("cmcc");
        assertThat(forecast.downlinkBps()).as("of the first second").hasValue(10e6);
        assertThat(forecast.outageAtNanos()).as("after the newest sample").hasValue(5_000 * MILLI);
        assertThat(forecast.outageMillis()).isEqualTo(1_500);
        history.step(3_200 * MILLI);
        assertThat(predicted.get("cmcc").downlinkBps()).hasValue(2e6);
        history.step(7_100 * MILLI);
        assertThat(predicted.get("cmcc")).isEqualTo(PathForecast.nothing());
    }

    @Test
    void anOutageThatFewMatchesHadIsNotExpected() {
        drive("cmcc", 0, 2_000);
        history.step(2_000 * MILLI);
        answer(0, 2_010, 0.5, 0.4, OptionalDouble.of(3_000));
        assertThat(predicted.get("cmcc").outageAtNanos()).isEmpty();
    }

    @Test
    void aServiceThatFailsIsLeftAloneForLongerAndLonger() {
        List<Long> askedAt = new ArrayList<>();
        for (long millis = 1_000; millis < 200_000; millis += 250) {
            drive("cmcc", millis - 250, millis);
            int before = asked.size();
            history.step(millis * MILLI);
            if (asked.size() > before) {
                askedAt.add(millis);
                asked.get(before).reply().failed("gone", millis * MILLI);
            }
        }
        List<Long> waits = new ArrayList<>();
        for (int i = 1; i < askedAt.size(); i++) {
            waits.add(askedAt.get(i) - askedAt.get(i - 1));
        }
        assertThat(waits).startsWith(500L, 1_000L, 2_000L, 4_000L, 8_000L, 16_000L, 30_000L, 30_000L);
        assertThat(history.status(200_000 * MILLI).failures()).isEqualTo(askedAt.size());
        assertThat(history.status(200_000 * MILLI).lastFailure()).hasValue("gone");
    }

    @Test
    void aServiceThatComesBackIsAskedAsBefore() {
        drive("cmcc", 0, 2_000);
        history.step(2_000 * MILLI);
        asked.get(0).reply().failed("gone", 2_000 * MILLI);
        drive("cmcc", 2_100, 2_600);
        history.step(2_600 * MILLI);
        answer(1, 2_610, 0.5, 0, OptionalDouble.empty());
        HistoryStatus status = history.status(2_710 * MILLI);
        assertThat(status.lastFailure()).isEmpty();
        assertThat(status.waitsMillis()).isZero();
        assertThat(status.hits()).isEqualTo(1);
        assertThat(status.ageMillis()).hasValue(100);
        drive("cmcc", 2_700, 2_850);
        history.step(2_850 * MILLI);
        assertThat(asked).hasSize(3);
    }

    @Test
    void whatIsForgottenWhileItFailsIsWithdrawn() {
        drive("cmcc", 0, 2_000);
        history.step(2_000 * MILLI);
        answer(0, 2_010, 0.5, 0.6, OptionalDouble.of(3_000));
        for (long millis = 2_250; millis <= 8_000; millis += 250) {
            drive("cmcc", millis - 250, millis);
            int before = asked.size();
            history.step(millis * MILLI);
            if (asked.size() > before) {
                asked.get(before).reply().failed("gone", millis * MILLI);
            }
        }
        assertThat(predicted.get("cmcc")).isEqualTo(PathForecast.nothing());
    }

    @Test
    void anImpossibleAnswerIsAFailureAndPredictsNothing() {
        List<CarrierPrediction> good = List.of(prediction("cmcc", 0.5, 0, OptionalDouble.empty()));
        assertNonsense(List.of(), "0 predictions for 1 observations");
        assertNonsense(List.of(good.get(0), good.get(0)), "2 predictions");
        assertNonsense(List.of(prediction("ctcc", 0.5, 0, OptionalDouble.empty())), "ctcc/a where cmcc/a");
        assertNonsense(List.of(prediction("cmcc", 7, 0, OptionalDouble.empty())), "impossible");
        assertNonsense(List.of(prediction("cmcc", Double.NaN, 0, OptionalDouble.empty())), "impossible");
        assertNonsense(List.of(prediction("cmcc", 1, -1, OptionalDouble.empty())), "impossible");
        assertNonsense(List.of(prediction("cmcc", 1, 1, OptionalDouble.of(1e12))), "impossible");
        assertThat(predicted).isEmpty();
    }

    private void assertNonsense(List<CarrierPrediction> answers, String named) {
        long now = (asked.size() + 1) * 60_000L;
        drive("cmcc", now - 1_000, now);
        history.step(now * MILLI);
        asked.get(asked.size() - 1).reply().answered(answers, now * MILLI);
        assertThat(history.status(now * MILLI).lastFailure())
                .hasValueSatisfying(why -> assertThat(why).contains(named));
    }

    private void drive(String carrier, long fromMillis, long toMillis) {
        for (long at = fromMillis; at <= toMillis; at += 100) {
            signals.publish(carrier, CarrierSignal.of("a", -80 - (at % 1_000) / 100.0), at * MILLI);
        }
    }

    private void answer(int question, long atMillis, double confidence, double share, OptionalDouble outageIn) {
        Asked out = asked.get(question);
        out.reply()
                .answered(
                        out.observations().stream()
                                .map(one -> prediction(one.carrier(), confidence, share, outageIn))
                                .toList(),
                        atMillis * MILLI);
    }

    private static CarrierPrediction prediction(
            String carrier, double confidence, double share, OptionalDouble outageIn) {
        return new CarrierPrediction(
                carrier,
                "a",
                confidence,
                5_000,
                OptionalDouble.of(6e6),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.of(share),
                outageIn,
                OptionalDouble.of(1_500),
                Map.of(
                        Quantity.DOWNLINK_BPS,
                        new ForecastSteps(
                                500,
                                List.of(OptionalDouble.of(10e6), OptionalDouble.of(10e6), OptionalDouble.of(2e6)),
                                List.of(),
                                List.of())),
                Optional.empty());
    }
}
