package dev.wayside.relay.path;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

import dev.wayside.relay.schedule.Lane;

/**
 * The identity of a path, which an edge sends when it opens the path.
 *
 * @param edge the number of the edge's process, see {@link EdgeNumber}
 * @param path the path's number
 * @param lane the purpose of the path
 * @param carrier the carrier it runs over, at most 64 bytes
 */
public record PathIdentity(long edge, int path, Lane lane, String carrier) {

    /** Chosen: longer than any carrier's name. */
    private static final int MAX_CARRIER_BYTES = 64;
    /** The edge, the path, the lane and the length of the name. */
    private static final int FIXED_BYTES = 14;

    public PathIdentity {
        if (carrier.getBytes(StandardCharsets.UTF_8).length > MAX_CARRIER_BYTES) {
            throw new IllegalArgumentException("the name of a carrier has at most 64 bytes: " + carrier);
        }
    }

    byte[] toBytes() {
        byte[] name = carrier.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(FIXED_BYTES + name.length)
                .putLong(edge)
                .putInt(path)
                .put((byte) lane.code())
                .put((byte) name.length)
                .put(name)
                .array();
    }

    static Optional<PathIdentity> of(ByteBuffer bytes) {
        if (bytes.remaining() < FIXED_BYTES) {
            return Optional.empty();
        }
        long edge = bytes.getLong();
        int path = bytes.getInt();
        int laneCode = bytes.get();
        int length = bytes.get();
        if (length < 0 || length > MAX_CARRIER_BYTES || bytes.remaining() != length) {
            return Optional.empty();
        }
        byte[] name = new byte[length];
        bytes.get(name);
        String carrier = new String(name, StandardCharsets.UTF_8);
        return Arrays.stream(Lane.values())
                .filter(lane -> lane.code() == laneCode)
                .findFirst()
                .map(lane -> new PathIdentity(edge, path, lane, carrier));
    }
}
