package dev.wayside.relay.message;

import java.util.Optional;

/** What a frame is for. The codes are on the wire: never change or reuse one. */
public enum FrameKind {
    /** A client's connection begins: the payload is an {@link OpenRequest}. */
    OPEN(1),
    /** The server took the connection. */
    OPENED(2),
    /** Bytes of a connection; the sequence is the offset of the first of them. */
    DATA(3),
    /** No bytes follow the offset in the sequence: a half-close. */
    FIN(4),
    /**
     * The connection is over in both directions; the sequence is the {@link ResetReason} code. With a payload, eight
     * bytes, only after so many bytes of the sender's, else at once.
     */
    RESET(5),
    /** Bytes before the offset in the sequence may be sent: flow control from end to end. */
    WINDOW(6),
    /** The sequence is how many counted frames have arrived on this path. */
    PATH_ACK(7),
    /** Asks for an echo on this path: keep-alive, and round trip of an idle path. */
    PROBE(8),
    /** The echo; its sequence is the probe's. */
    PROBE_REPLY(9),
    /** A value of the sender's context registry; the sequence is its version. */
    CONTEXT(10),
    /** A whole packet; the sequence numbers all of one direction, so that copies are known. */
    DATAGRAM(11);

    private static final FrameKind[] BY_CODE = new FrameKind[12];

    static {
        for (FrameKind kind : values()) {
            BY_CODE[kind.code] = kind;
        }
    }

    private final int code;

    FrameKind(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    static Optional<FrameKind> of(int code) {
        return code > 0 && code < BY_CODE.length ? Optional.of(BY_CODE[code]) : Optional.empty();
    }

    /** Whether the sender keeps it until it is known to have arrived, and sends it again elsewhere if a path dies. */
    public boolean isReliable() {
        return switch (this) {
            case OPEN, OPENED, DATA, FIN, RESET, WINDOW -> true;
            case PATH_ACK, PROBE, PROBE_REPLY, CONTEXT, DATAGRAM -> false;
        };
    }

    /**
     * Whether {@link #PATH_ACK} counts it, so that the sender knows what is under way on the path and what a dead one
     * held.
     */
    public boolean isCounted() {
        return isReliable() || this == DATAGRAM;
    }
}
