package dev.wayside.relay.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;

/** Forecasts as the peer sends them. */
class ForecastPayloadTest {

    private static final double[] SENSIBLE = {2e7, 5e6, 0.5, 3_000, 900, 60, 0.01};

    @Test
    void whatIsNotKnownStaysSo() throws Exception {
        ForecastPayload read =
                ForecastPayload.of(payload(Double.NaN, Double.NaN, 0, Double.NaN, 0, Double.NaN, Double.NaN), 1_000);
        assertThat(read.carrier()).isEqualTo("cmcc");
        assertThat(read.forecast().downlinkBps()).isEmpty();
        assertThat(read.forecast().outageAtNanos()).isEmpty();
    }

    @Test
    void timesCountFromWhenItWasSent() throws Exception {
        assertThat(ForecastPayload.of(payload(SENSIBLE), 5_000_000_000L)
                        .forecast()
                        .outageAtNanos())
                .hasValue(8_000_000_000L);
    }

    @Test
    void aNumberThatCannotBeIsAFaultOfThePeer() {
        double[][] impossible = {
            {-1, 1e200}, {-1, 1e200}, {-1, 2, Double.NaN}, {1e300}, {-1, 1e300, Double.NaN}, {-1, 1e200}, {-1, 2}
        };
        for (int i = 0; i < impossible.length; i++) {
            for (double wrong : impossible[i]) {
                double[] numbers = SENSIBLE.clone();
                numbers[i] = wrong;
                assertThatThrownBy(() -> ForecastPayload.of(payload(numbers), 0))
                        .as("number %d is %s", i, wrong)
                        .isInstanceOf(FrameFormatException.class);
            }
        }
        assertThatThrownBy(() -> ForecastPayload.of(ByteBuffer.allocate(55), 0))
                .isInstanceOf(FrameFormatException.class);
    }

    private static ByteBuffer payload(double... numbers) {
        ByteBuffer payload = ByteBuffer.allocate(numbers.length * Double.BYTES + 4);
        for (double number : numbers) {
            payload.putDouble(number);
        }
        return payload.put("cmcc".getBytes(StandardCharsets.UTF_8)).flip();
    }
}
