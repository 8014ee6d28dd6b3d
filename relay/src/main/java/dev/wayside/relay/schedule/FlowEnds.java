package dev.wayside.relay.schedule;

import java.net.InetSocketAddress;

/**
 * The two ends of a flow. Immutable.
 *
 * @param protocol of IP, 0 to 255: 6 is TCP, 17 UDP
 * @param client its address and port; port 0 if the protocol has none
 * @param server the server's address and port
 */
public record FlowEnds(int protocol, InetSocketAddress client, InetSocketAddress server) {

    /** The protocol number of TCP (IANA). */
    public static final int TCP = 6;

    /** The ends of a TCP connection. */
    public static FlowEnds ofTcp(InetSocketAddress client, InetSocketAddress server) {
        return new FlowEnds(TCP, client, server);
    }
}
