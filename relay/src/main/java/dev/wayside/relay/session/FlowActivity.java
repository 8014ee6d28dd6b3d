package dev.wayside.relay.session;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

import dev.wayside.relay.schedule.FlowKind;

/**
 * What a flow has had to send so far, and what that makes of it. It is bulk once it offered {@value #BULK_BYTES} bytes
 * lately. While nothing of it waits, these halve every second, and at a quarter it is again what it was: so a page is
 * not bulk because its connection is old, and a download stays bulk however slow the paths are. Time is an argument.
 */
final class FlowActivity {

    static final int BULK_BYTES = 1 << 20;

    /** However much it was, it is no longer bulk four seconds after its end. */
    private static final double MAX_RECENT_BYTES = 4.0 * BULK_BYTES;

    private static final double ORDINARY_BYTES = BULK_BYTES / 4.0;
    private static final double HALF_LIFE_NANOS = 1e9;
    private static final int TLS_HANDSHAKE = 0x16;
    private static final int TLS_MAJOR_VERSION = 3;
    private static final List<String> HTTP =
            List.of("GET ", "HEAD", "POST", "PUT ", "DELE", "OPTI", "PATC", "CONN", "PRI ", "HTTP");

    private Optional<FlowKind> presumed;
    private double recentBytes;
    private long offeredBytes;
    private long activeNanos;
    private long atNanos;
    private boolean isWeb;
    private boolean isBulk;

    /** @param presumed what it is taken for until it is bulk; if empty, its first bytes tell */
    FlowActivity(Optional<FlowKind> presumed, long nowNanos) {
        this.presumed = presumed;
        this.atNanos = nowNanos;
    }

    /** Replaces the kind presumed until the flow is bulk. */
    void presume(Optional<FlowKind> other) {
        presumed = other;
    }

    /** Time has passed, and something waited all the while, or nothing. */
    void passed(boolean somethingWaited, long nowNanos) {
        long nanos = Math.max(0, nowNanos - atNanos);
        atNanos += nanos;
        if (somethingWaited) {
            activeNanos += nanos;
            return;
        }
        recentBytes *= Math.pow(0.5, nanos / HALF_LIFE_NANOS);
        isBulk &= recentBytes > ORDINARY_BYTES;
    }

    /** It has these bytes of a stream to send. */
    void offeredStream(ByteBuffer data) {
        if (offeredBytes == 0) {
            isWeb = isWeb(data);
        }
        offered(data.remaining());
    }

    /** It has so many bytes to send, of which nothing is to be learned. */
    void offered(int bytes) {
        offeredBytes += bytes;
        recentBytes = Math.min(MAX_RECENT_BYTES, recentBytes + bytes);
        isBulk |= recentBytes >= BULK_BYTES;
    }

    private static boolean isWeb(ByteBuffer data) {
        if (data.remaining() < 4) {
            return false;
        }
        byte[] first = new byte[4];
        data.get(data.position(), first);
        return (first[0] == TLS_HANDSHAKE && first[1] == TLS_MAJOR_VERSION)
                || HTTP.contains(new String(first, StandardCharsets.ISO_8859_1));
    }

    FlowKind kind() {
        return isBulk ? FlowKind.BULK : presumed.orElse(isWeb ? FlowKind.HTML : FlowKind.SHORT);
    }

    /** What it had to send lately, halved every second in which nothing of it waited. */
    double recentBytes() {
        return recentBytes;
    }

    /** All that it had to send so far. */
    long offeredBytes() {
        return offeredBytes;
    }

    /** How long something of it waited, or was being sent, so far. */
    double activeMillis() {
        return activeNanos / 1e6;
    }
}
