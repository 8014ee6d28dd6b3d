package dev.wayside.relay.raw;

import java.nio.ByteBuffer;
import java.util.Optional;

import dev.wayside.relay.message.FlowKey;

/**
 * The part of an IPv4 packet that says which flow and which datagram it belongs to. The ports of a later fragment are
 * 0: only the first fragment has them. Immutable.
 *
 * @param sourcePort 0 where there is none; an ICMP query has its identifier in both ports
 * @param fragmentOffset 0 in a whole packet and in a first fragment
 * @param quoted the packet that an ICMP error is about
 */
record PacketHead(
        FragmentKey datagram,
        int sourcePort,
        int destinationPort,
        int fragmentOffset,
        boolean hasMoreFragments,
        Optional<PacketHead> quoted) {

    static final int ICMP = 1;
    static final int TCP = 6;
    static final int UDP = 17;

    private static final int MIN_HEADER_BYTES = 20;
    private static final int ICMP_HEADER_BYTES = 8;
    private static final int MORE_FRAGMENTS = 0x2000;
    private static final int OFFSET = 0x1fff;

    /**
     * Reads a packet, or the part of it that there is.
     *
     * @param ip from the IP header on, at least 20 bytes
     */
    static PacketHead read(ByteBuffer ip) {
        return read(ip, true);
    }

    private static PacketHead read(ByteBuffer ip, boolean mayQuote) {
        FragmentKey datagram = new FragmentKey(
                ip.getInt(12), ip.getInt(16), Byte.toUnsignedInt(ip.get(9)), Short.toUnsignedInt(ip.getShort(4)));
        int fragment = ip.getShort(6);
        int offset = fragment & OFFSET;
        int headerBytes = (ip.get(0) & 0xf) * 4;
        ByteBuffer transport = offset == 0 && headerBytes >= MIN_HEADER_BYTES && headerBytes <= ip.remaining()
                ? ip.slice(headerBytes, ip.remaining() - headerBytes)
                : ByteBuffer.allocate(0);
        int ports = ports(datagram.protocol(), transport);
        return new PacketHead(
                datagram,
                ports >>> 16,
                ports & 0xffff,
                offset,
                (fragment & MORE_FRAGMENTS) != 0,
                mayQuote && datagram.protocol() == ICMP ? quoted(transport) : Optional.empty());
    }

    private static int ports(int protocol, ByteBuffer transport) {
        if ((protocol == TCP || protocol == UDP) && transport.remaining() >= Integer.BYTES) {
            return transport.getInt(0);
        }
        if (protocol == ICMP && transport.remaining() >= ICMP_HEADER_BYTES && isIcmpQuery(transport.get(0))) {
            return Short.toUnsignedInt(transport.getShort(4)) * 0x10001;
        }
        return 0;
    }

    /** True for echo, timestamp, information and address mask, which have an identifier (RFC 792, RFC 950). */
    private static boolean isIcmpQuery(int type) {
        return type == 0 || type == 8 || (type >= 13 && type <= 18);
    }

    /** True for unreachable, time exceeded and parameter problem. */
    private static boolean isIcmpError(int type) {
        return type == 3 || type == 11 || type == 12;
    }

    private static Optional<PacketHead> quoted(ByteBuffer icmp) {
        return icmp.remaining() >= ICMP_HEADER_BYTES + MIN_HEADER_BYTES && isIcmpError(icmp.get(0))
                ? Optional.of(read(icmp.slice(ICMP_HEADER_BYTES, icmp.remaining() - ICMP_HEADER_BYTES), false))
                : Optional.empty();
    }

    /** The flow it belongs to, if it comes from a client; an ICMP error belongs to the flow that it is about. */
    FlowKey fromClient() {
        return quoted.map(PacketHead::fromServer)
                .orElseGet(() -> new FlowKey(
                        datagram.protocol(),
                        datagram.source(),
                        sourcePort,
                        datagram.destination(),
                        serverPort(destinationPort)));
    }

    /** The flow it belongs to, if it comes from a server, or from a router on the way there. */
    FlowKey fromServer() {
        return quoted.map(PacketHead::fromClient)
                .orElseGet(() -> new FlowKey(
                        datagram.protocol(),
                        datagram.destination(),
                        destinationPort,
                        datagram.source(),
                        serverPort(sourcePort)));
    }

    /** The server's port; none for an ICMP query, whose identifier is the client's. */
    private int serverPort(int port) {
        return datagram.protocol() == ICMP ? 0 : port;
    }

    boolean isFragment() {
        return hasMoreFragments || fragmentOffset > 0;
    }

    /** A fragment that does not say which flow it belongs to. */
    boolean isLaterFragment() {
        return fragmentOffset > 0;
    }
}
