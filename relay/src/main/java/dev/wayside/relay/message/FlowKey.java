package dev.wayside.relay.message;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;

/**
 * The key of a flow of packets, the same in both directions. Immutable.
 *
 * @param protocol of IP, 0 to 255
 * @param client IPv4 address, big-endian
 * @param clientPort 0 if the protocol has none; the identifier of an ICMP query
 * @param server IPv4 address, big-endian
 * @param serverPort 0 if the protocol has none
 */
public record FlowKey(int protocol, int client, int clientPort, int server, int serverPort) {

    /** The same as a request for a connection, which policies read. */
    public OpenRequest toRequest() {
        return new OpenRequest(
                new InetSocketAddress(address(client), clientPort), new InetSocketAddress(address(server), serverPort));
    }

    private static InetAddress address(int bits) {
        try {
            return InetAddress.getByAddress(
                    ByteBuffer.allocate(Integer.BYTES).putInt(bits).array());
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }
}
