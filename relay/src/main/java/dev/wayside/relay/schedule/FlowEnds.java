package dev.wayside.relay.schedule;

import java.net.InetSocketAddress;

/**
 * Between whom a flow is. Immutable.
 *
 * @param protocol of IP, 0 to 255: 6 is TCP, 17 UDP
 * @param client its address, and port, 0 where the protocol has none
 * @param server the same of the server
 */
public record FlowEnds(int protocol, InetSocketAddress client, InetSocketAddress server) {

    /** TCP's number. */
    public static final int TCP = 6;

    /** A TCP connection's. */
    public static FlowEnds ofTcp(InetSocketAddress client, InetSocketAddress server) {
        return new FlowEnds(TCP, client, server);
    }
}
