package dev.wayside.relay.net;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What an edge says of a path when it opens it.
 *
 * @param edge a random number of the edge's process
 * @param path the path's number
 * @param carrier the carrier it runs over, at most 64 bytes
 */
record PathIdentity(long edge, int path, String carrier) {

    private static final int MOST_CARRIER_BYTES = 64;

    PathIdentity {
        if (carrier.getBytes(StandardCharsets.UTF_8).length > MOST_CARRIER_BYTES) {
            throw new IllegalArgumentException("the name of a carrier has at most 64 bytes: " + carrier);
        }
    }

    byte[] toBytes() {
        byte[] name = carrier.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(13 + name.length)
                .putLong(edge)
                .putInt(path)
                .put((byte) name.length)
                .put(name)
                .array();
    }

    static Optional<PathIdentity> of(ByteBuffer bytes) {
        if (bytes.remaining() < 13) {
            return Optional.empty();
        }
        long edge = bytes.getLong();
        int path = bytes.getInt();
        int length = bytes.get();
        if (length < 0 || length > MOST_CARRIER_BYTES || bytes.remaining() != length) {
            return Optional.empty();
        }
        byte[] name = new byte[length];
        bytes.get(name);
        return Optional.of(new PathIdentity(edge, path, new String(name, StandardCharsets.UTF_8)));
    }
}
