package dev.wayside.relay.loop;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The fields of the kernel's {@code struct tcp_info} that the relay uses.
 *
 * @param timeouts retransmission time-outs in a row
 * @param segmentBytes the longest segment's payload
 * @param receivedSegmentBytes payload of the longest segment that arrived, at least an estimate of 536
 * @param millisSinceAck since the last acknowledgement of the peer's kernel
 * @param congestionWindow in segments
 * @param bytesUnsent accepted and never sent
 * @param bytesAcknowledged by the peer
 * @param appLimited whether the delivery rate was bounded by the application
 * @param rttMicros smoothed
 * @param rttVarMicros its variation
 * @param minRttMicros minimum of the last seconds
 * @param deliveryRateBytesPerSecond newest
 * @param bytesSent all, with retransmissions
 * @param bytesRetransmitted of them
 * @param segmentsDelivered acknowledged by the peer, in order or not
 * @param segmentsUnacknowledged sent and not acknowledged
 */
public record TcpInfo(
        int timeouts,
        long segmentBytes,
        long receivedSegmentBytes,
        long millisSinceAck,
        long congestionWindow,
        long bytesUnsent,
        long bytesAcknowledged,
        boolean appLimited,
        long rttMicros,
        long rttVarMicros,
        long minRttMicros,
        long deliveryRateBytesPerSecond,
        long bytesSent,
        long bytesRetransmitted,
        long segmentsDelivered,
        long segmentsUnacknowledged) {

    /** TCP_CLOSE in the kernel's tcp_states.h. */
    private static final int CLOSE_STATE = 7;

    /** True if the connection is closed, as after a reset. */
    public static boolean isClosed(ByteBuffer struct) {
        return struct.get(0) == CLOSE_STATE;
    }

    public static TcpInfo of(ByteBuffer struct) {
        ByteBuffer info = struct.duplicate().order(ByteOrder.nativeOrder());
        return new TcpInfo(
                info.get(2),
                Integer.toUnsignedLong(info.getInt(16)),
                Integer.toUnsignedLong(info.getInt(20)),
                Integer.toUnsignedLong(info.getInt(56)),
                Integer.toUnsignedLong(info.getInt(80)),
                Integer.toUnsignedLong(info.getInt(144)),
                info.getLong(120),
                (info.get(7) & 1) != 0,
                Integer.toUnsignedLong(info.getInt(68)),
                Integer.toUnsignedLong(info.getInt(72)),
                Integer.toUnsignedLong(info.getInt(148)),
                info.getLong(160),
                info.getLong(200),
                info.getLong(208),
                Integer.toUnsignedLong(info.getInt(192)),
                Integer.toUnsignedLong(info.getInt(24)));
    }
}
