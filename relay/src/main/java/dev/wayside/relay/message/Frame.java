package dev.wayside.relay.message;

import java.nio.ByteBuffer;

/**
 * A message between the relays. Immutable: the caller must not change the payload after it is passed in, and it is
 * returned read-only.
 */
public final class Frame {

    /** Max payload, bytes. Chosen: four segments; a corrupt length cannot make a relay allocate more. */
    public static final int MAX_PAYLOAD_BYTES = 65_536;

    /** Length of the header, bytes; see {@link FrameCodec}. */
    public static final int HEADER_BYTES = 20;

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0).asReadOnlyBuffer();

    private final FrameKind kind;
    private final int connection;
    private final long sequence;
    private final ByteBuffer payload;

    /**
     * @param connection id of its connection, 0 for frames of the path itself
     * @param sequence not negative; {@link FrameKind} defines its meaning
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

    /** The kind. */
    public FrameKind kind() {
        return kind;
    }

    /** Id of the connection, 0 for frames of the path itself. */
    public int connection() {
        return connection;
    }

    /** The sequence; {@link FrameKind} defines its meaning. */
    public long sequence() {
        return sequence;
    }

    /** The payload, read-only, with a position of its own. */
    public ByteBuffer payload() {
        return payload.duplicate();
    }

    /** Length of the payload, bytes. */
    public int length() {
        return payload.remaining();
    }

    /** Length on the wire, bytes. */
    public int wireBytes() {
        return HEADER_BYTES + length();
    }

    @Override
    public String toString() {
        return kind + " connection " + Integer.toUnsignedString(connection) + " sequence " + sequence + " length "
                + length();
    }
}
