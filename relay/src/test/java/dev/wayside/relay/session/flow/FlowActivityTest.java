package dev.wayside.relay.session.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

import dev.wayside.relay.schedule.FlowKind;
import org.junit.jupiter.api.Test;

class FlowActivityTest {

    private final FlowActivity flow = new FlowActivity(Optional.empty(), 0);

    @Test
    void theFirstBytesTellTheWebAndNoLaterOnes() {
        assertThat(kindOf("GET / HTTP/1.1\r\n")).isEqualTo(FlowKind.HTML);
        assertThat(kindOf("HTTP/1.1 200 OK\r\n")).isEqualTo(FlowKind.HTML);
        assertThat(kindOf("\u0016\u0003\u0001\u0002")).isEqualTo(FlowKind.HTML);
        assertThat(kindOf("SSH-2.0-OpenSSH")).isEqualTo(FlowKind.SHORT);
        assertThat(kindOf("GE")).isEqualTo(FlowKind.SHORT);
        assertThat(kindOf("")).isEqualTo(FlowKind.SHORT);
        assertThat(kindOf("EHLO ", "GET / HTTP/1.1\r\n")).isEqualTo(FlowKind.SHORT);
    }

    private static FlowKind kindOf(String... writes) {
        FlowActivity activity = new FlowActivity(Optional.empty(), 0);
        for (String write : writes) {
            activity.offeredStream(ByteBuffer.wrap(write.getBytes(StandardCharsets.ISO_8859_1)));
        }
        return activity.kind();
    }

    @Test
    void whatGrowsIsBulkUntilItHasBeenSilent() {
        for (FlowKind presumed : new FlowKind[] {FlowKind.CONTROL, FlowKind.SHORT, FlowKind.HTML}) {
            FlowActivity grown = new FlowActivity(Optional.of(presumed), 0);
            offer(grown, FlowActivity.BULK_BYTES - 1);
            assertThat(grown.kind()).isEqualTo(presumed);
            offer(grown, 1);
            assertThat(grown.kind()).isEqualTo(FlowKind.BULK);
            grown.passed(false, seconds(1.9));
            assertThat(grown.kind()).isEqualTo(FlowKind.BULK);
            grown.passed(false, seconds(2.1));
            assertThat(grown.kind()).isEqualTo(presumed);
        }
    }

    @Test
    void howeverMuchItWasFourSecondsOfSilenceEndIt() {
        offer(flow, 500_000_000);
        flow.passed(false, seconds(3.9));
        assertThat(flow.kind()).isEqualTo(FlowKind.BULK);
        flow.passed(false, seconds(4.1));
        assertThat(flow.kind()).isEqualTo(FlowKind.SHORT);
    }

    @Test
    void aDownloadStaysBulkHoweverLongItWaits() {
        offer(flow, 2 * FlowActivity.BULK_BYTES);
        flow.passed(true, seconds(600));
        assertThat(flow.kind()).isEqualTo(FlowKind.BULK);
        assertThat(flow.activeMillis()).isCloseTo(600_000, within(0.001));
        assertThat(flow.offeredBytes()).isEqualTo(2L * FlowActivity.BULK_BYTES);
    }

    @Test
    void aCallIsNeverBulkHoweverLongItLasts() {
        // 256 kbit/s, fifty times a second, for an hour.
        for (int i = 0; i < 180_000; i++) {
            flow.passed(false, seconds(i / 50.0));
            offer(flow, 640);
            assertThat(flow.kind()).isEqualTo(FlowKind.SHORT);
        }
        assertThat(flow.activeMillis()).isZero();
    }

    @Test
    void aClockThatStopsOrGoesBackChangesNothing() {
        offer(flow, FlowActivity.BULK_BYTES);
        flow.passed(true, seconds(5));
        flow.passed(true, seconds(4));
        flow.passed(false, seconds(5));
        assertThat(flow.kind()).isEqualTo(FlowKind.BULK);
        assertThat(flow.activeMillis()).isCloseTo(5_000, within(0.001));
    }

    private static void offer(FlowActivity flow, int bytes) {
        flow.offered(bytes);
    }

    private static long seconds(double seconds) {
        return Math.round(seconds * 1e9);
    }
}
