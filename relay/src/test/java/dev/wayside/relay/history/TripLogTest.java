package dev.wayside.relay.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

import dev.wayside.relay.context.CarrierMeasurement;
import dev.wayside.relay.context.CarrierSignal;
import dev.wayside.relay.context.ContextRegistry;
import org.junit.jupiter.api.Test;

class TripLogTest {

    private static final long MILLI = 1_000_000;

    @Test
    void rowsAreSamplesWithWhatWasMeasuredSince() {
        ContextRegistry contexts = new ContextRegistry();
        ContextRegistry.Publisher<CarrierSignal> signals = contexts.register(CarrierSignal.TYPE, "test");
        ContextRegistry.Publisher<CarrierMeasurement> measurements = contexts.register(CarrierMeasurement.TYPE, "test");
        List<String> rows = new ArrayList<>();
        TripLog.listen(
                contexts,
                new TripLog.Rows() {
                    @Override
                    public void row(String line) {
                        rows.add(line);
                    }

                    @Override
                    public void visitBegins(String carrier, long epochMillis) {
                        rows.add("visit " + carrier + " " + epochMillis);
                    }
                },
                1_000_000,
                500 * MILLI);

        signals.publish("cmcc", CarrierSignal.of("1", -80), 600 * MILLI);
        measurements.publish(
                "cmcc",
                new CarrierMeasurement(
                        OptionalDouble.of(9.4e6),
                        OptionalDouble.empty(),
                        OptionalDouble.of(61.25),
                        OptionalDouble.of(0.001)),
                650 * MILLI);
        signals.publish("cmcc", CarrierSignal.of("1", -81.0625), 700 * MILLI);
        signals.publish("cmcc", CarrierSignal.of("1", -82), 800 * MILLI);
        signals.publish("cmcc", CarrierSignal.none(), 900 * MILLI);
        signals.publish("cmcc", CarrierSignal.of("2", -90), 1_900 * MILLI);

        assertThat(rows)
                .containsExactly(
                        "visit cmcc 1000100",
                        "1000100,cmcc,1,-80.0000,,,,",
                        "1000200,cmcc,1,-81.0625,9400000,,61.3,0.00100",
                        "1000300,cmcc,1,-82.0000,,,,",
                        "visit cmcc 1000400",
                        "1000400,cmcc,,,0,0,,1",
                        "visit cmcc 1001400",
                        "1001400,cmcc,2,-90.0000,,,,");
    }
}
