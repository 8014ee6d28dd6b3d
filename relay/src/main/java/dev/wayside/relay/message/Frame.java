package dev.wayside.relay.message;

import java.nio.ByteBuffer;

/**
 * One message between the relays. Immutable: the payload must not be written to after it was handed in, and is only
 * given out read-only.
 */
public final class Frame {

    /** The longest payload, bytes. */
    public static final int MAX_PAYLOAD_BYTES = 65_536;

    /** The header, bytes. */
    public static final int HEADER_BYTES = 20;

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0).asReadOnlyBuffer();

    private final FrameKind kind;
    private final int connection;
    private final long sequence;
    private final ByteBuffer payload;

    /**
     * @param connection id of the connection it belongs to, 0 for those of the path itself
     * @param sequence what it means is said at the {@link FrameKind}; not negative
     * @throws IllegalArgumentException if the payload is longer than {@link #MAX_PAYLOAD_BYTES} or the sequence
     *     negative
     */
    public Frame(FrameKind kind, int connection, long sequence, ByteBuffer payload) {
        if (payload.remaining() > MAX_PAYLOAD_BYTES) {
            throw new IllegalArgumentException(
                    "a payload of " + payload.remaining() + " bytes is longer than " + MAX_PAYLOAD_BYTES);
        }
        if (sequence < 0) {
            throw new IllegalArgumentException("the sequence must not be negative: " + sequence);
        }
        this.kind = kind;
        this.connection = connection;
        this.sequence = sequence;
        this.payload = payload.isReadOnly() ? payload : payload.asReadOnlyBuffer();
    }

    /** A frame without a payload. */
    public static Frame of(FrameKind kind, int connection, long sequence) {
        return new Frame(kind, connection, sequence, NOTHING);
    }

    /** What it is for. */
    public FrameKind kind() {
        return kind;
    }

    /** Id of the connection, 0 for frames of the path itself. */
    public int connection() {
        return connection;
    }

    /** See {@link FrameKind}. */
    public long sequence() {
        return sequence;
    }

    /** A view of its own position; read-only. */
    public ByteBuffer payload() {
        return payload.duplicate();
    }

    /** Bytes of payload. */
    public int length() {
        return payload.remaining();
    }

    /** Bytes on the wire. */
    public int wireBytes() {
        return HEADER_BYTES + length();
    }

    @Override
    public String toString() {
        return kind + " connection " + Integer.toUnsignedString(connection) + " sequence " + sequence + " length "
                + length();
    }
}
