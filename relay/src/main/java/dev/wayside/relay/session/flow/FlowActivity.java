package dev.wayside.relay.session.flow;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

import dev.wayside.relay.schedule.FlowKind;

/**
 * The bytes a flow has had to send so far, and its kind that follows. It is bulk once it offered {@value #BULK_BYTES}
 * bytes lately. While nothing of it waits, these halve every second, and at a quarter the flow has its former kind
 * again: so a page is not bulk because its connection is old, and a download stays bulk however slow the paths are.
 * Time is an argument.
 */
public final class FlowActivity {

    /** Chosen: more than a message or a part of a page. */
    public static final int BULK_BYTES = 1 << 20;

    /** Chosen: however large a flow was, it is no longer bulk four seconds after its end. */
    private static final double MAX_RECENT_BYTES = 4.0 * BULK_BYTES;

    /** Chosen: a quarter, so that a flow near the limit does not change its kind all the time. */
    private static final double ORDINARY_BYTES = BULK_BYTES / 4.0;

    /** Chosen: the half-life of the shares in {@link dev.wayside.relay.schedule.SharingOrder}. */
    private static final double HALF_LIFE_NANOS = 1e9;

    /** Content type of a handshake: RFC 8446, section 5.1. */
    private static final int TLS_HANDSHAKE = 0x16;

    /** First byte of the record's version, for all versions of TLS: RFC 8446, section 5.1. */
    private static final int TLS_MAJOR_VERSION = 3;

    /** First four bytes of requests and responses: RFC 9110, section 9, and the preface of RFC 9113, section 3.4. */
    private static final List<String> HTTP =
            List.of("GET ", "HEAD", "POST", "PUT ", "DELE", "OPTI", "PATC", "CONN", "PRI ", "HTTP");

    private Optional<FlowKind> presumed;
    private double recentBytes;
    private long offeredBytes;
    private long activeNanos;
    private long atNanos;
    private boolean isWeb;
    private boolean isBulk;

    /**
     * A flow that begins now.
     *
     * @param presumed its kind until it is bulk; if empty, its first bytes decide
     */
    public FlowActivity(Optional<FlowKind> presumed, long nowNanos) {
        this.presumed = presumed;
        this.atNanos = nowNanos;
    }

    /** Replaces the kind presumed until the flow is bulk. */
    void presume(Optional<FlowKind> other) {
        presumed = other;
    }

    /** Notes that time has passed while some of its data waited, or none. */
    public void passed(boolean somethingWaited, long nowNanos) {
        long nanos = Math.max(0, nowNanos - atNanos);
        atNanos += nanos;
        if (somethingWaited) {
            activeNanos += nanos;
            return;
        }
        recentBytes *= Math.pow(0.5, nanos / HALF_LIFE_NANOS);
        isBulk &= recentBytes > ORDINARY_BYTES;
    }

    /** Notes bytes of a stream that the flow has to send. */
    public void offeredStream(ByteBuffer data) {
        if (offeredBytes == 0) {
            isWeb = isWeb(data);
        }
        offered(data.remaining());
    }

    /** Notes bytes that the flow has to send, whose content is not examined. */
    public void offered(int bytes) {
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

    /** Kind of the flow now. */
    public FlowKind kind() {
        return isBulk ? FlowKind.BULK : presumed.orElse(isWeb ? FlowKind.HTML : FlowKind.SHORT);
    }

    /** Bytes offered lately, halved every second in which none waited. */
    public double recentBytes() {
        return recentBytes;
    }

    /** Bytes offered so far. */
    public long offeredBytes() {
        return offeredBytes;
    }

    /** Time so far in which data waited or was sent. */
    public double activeMillis() {
        return activeNanos / 1e6;
    }
}
