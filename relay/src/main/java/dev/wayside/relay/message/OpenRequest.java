package dev.wayside.relay.message;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;

/**
 * A request to connect a client to a server. Immutable.
 *
 * @param client the client's own address and port, which the server sees
 * @param server the address and port that the client connected to
 */
public record OpenRequest(InetSocketAddress client, InetSocketAddress server) {

    /** @throws IllegalArgumentException if an address is not resolved, or the two are of different families */
    public OpenRequest {
        if (client.isUnresolved() || server.isUnresolved()) {
            throw new IllegalArgumentException("unresolved: " + client + " to " + server);
        }
        if (client.getAddress().getAddress().length != server.getAddress().getAddress().length) {
            throw new IllegalArgumentException("addresses of two families: " + client + " to " + server);
        }
    }

    /** The payload of an OPEN frame: length of an address, both addresses, both ports. */
    public ByteBuffer toPayload() {
        byte[] from = client.getAddress().getAddress();
        byte[] to = server.getAddress().getAddress();
        return ByteBuffer.allocate(1 + 2 * from.length + 2 * Short.BYTES)
                .put((byte) from.length)
                .put(from)
                .put(to)
                .putShort((short) client.getPort())
                .putShort((short) server.getPort())
                .flip();
    }

    /**
     * Reads the payload of an OPEN frame.
     *
     * @throws FrameFormatException if it is not one
     */
    public static OpenRequest of(ByteBuffer payload) throws FrameFormatException {
        int size = payload.hasRemaining() ? payload.get() : 0;
        if ((size != 4 && size != 16) || payload.remaining() != 2 * size + 2 * Short.BYTES) {
            throw new FrameFormatException("not the payload of an OPEN frame: " + payload.remaining() + " bytes");
        }
        InetAddress from = address(payload, size);
        InetAddress to = address(payload, size);
        if (from.getAddress().length != to.getAddress().length) {
            throw new FrameFormatException("addresses of two families: " + from + " to " + to);
        }
        int fromPort = Short.toUnsignedInt(payload.getShort());
        int toPort = Short.toUnsignedInt(payload.getShort());
        return new OpenRequest(new InetSocketAddress(from, fromPort), new InetSocketAddress(to, toPort));
    }

    private static InetAddress address(ByteBuffer payload, int size) throws FrameFormatException {
        byte[] bytes = new byte[size];
        payload.get(bytes);
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new FrameFormatException("not an address of " + size + " bytes");
        }
    }
}
