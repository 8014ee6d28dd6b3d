package dev.wayside.relay.loop;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

import io.netty.channel.unix.IntegerUnixChannelOption;
import io.netty.channel.unix.RawUnixChannelOption;

/** Linux socket options without a name in Netty; numbers from the kernel's headers. */
public final class SocketOptions {

    public static final int TCP_INFO_BYTES = 248;
    static final int NAME_BYTES = 16;

    private static final int SOL_SOCKET = 1;
    private static final int IPPROTO_IP = 0;
    private static final int IPPROTO_TCP = 6;

    public static final RawUnixChannelOption BIND_TO_DEVICE =
            new RawUnixChannelOption("SO_BINDTODEVICE", SOL_SOCKET, 25, NAME_BYTES);
    public static final RawUnixChannelOption CONGESTION =
            new RawUnixChannelOption("TCP_CONGESTION", IPPROTO_TCP, 13, NAME_BYTES);
    public static final RawUnixChannelOption INFO =
            new RawUnixChannelOption("TCP_INFO", IPPROTO_TCP, 11, TCP_INFO_BYTES);
    public static final IntegerUnixChannelOption MAX_SEGMENT_BYTES =
            new IntegerUnixChannelOption("TCP_MAXSEG", IPPROTO_TCP, 2);
    public static final IntegerUnixChannelOption RECEIVE_ERRORS =
            new IntegerUnixChannelOption("IP_RECVERR", IPPROTO_IP, 11);
    public static final IntegerUnixChannelOption RTO_MAX_MILLIS =
            new IntegerUnixChannelOption("TCP_RTO_MAX_MS", IPPROTO_TCP, 44);

    private SocketOptions() {}

    /** A name as the kernel expects it, padded with zeros. */
    public static ByteBuffer name(String name) {
        ByteBuffer padded = ByteBuffer.allocate(NAME_BYTES);
        padded.put(0, name.getBytes(StandardCharsets.US_ASCII));
        return padded;
    }
}
