package dev.wayside.relay.message;

import java.util.Optional;

/** The kind of a frame. The codes are on the wire: never change or reuse one. */
public enum FrameKind {
    /** A client's connection begins: the payload is an {@link OpenRequest}. */
    OPEN(1),
    /** The server accepted the connection. */
    OPENED(2),
    /** Bytes of a connection; the sequence is the offset of the first of them. */
    DATA(3),
    /** No bytes follow the offset in the sequence: a half-close. */
    FIN(4),
    /**
     * The connection is over in both directions; the sequence is the {@link ResetReason} code. With a payload of eight
     * bytes, it takes effect after that number of the sender's bytes; without one, at once.
     */
    RESET(5),
    /** Bytes before the offset in the sequence may be sent: flow control from end to end. */
    WINDOW(6),
    /** The sequence is the number of counted frames that have arrived on this path. */
    PATH_ACK(7),
    /** A request for an echo on this path: keep-alive, and round trip of an idle path. */
    PROBE(8),
    /** The echo; its sequence is the probe's. */
    PROBE_REPLY(9),
    /** A value of the sender's context registry; the sequence is its version. */
    CONTEXT(10),
    /** A whole packet; the sequence numbers the packets of one direction, so that copies are detected. */
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

    /** True if the sender keeps it until it is acknowledged, and sends it again elsewhere if its path dies. */
    public boolean isReliable() {
        return switch (this) {
            case OPEN, OPENED, DATA, FIN, RESET, WINDOW -> true;
            case PATH_ACK, PROBE, PROBE_REPLY, CONTEXT, DATAGRAM -> false;
        };
    }

    /**
     * True if {@link #PATH_ACK} counts it, so that the sender knows which frames are under way on a path, and which
     * ones a dead path held.
     */
    public boolean isCounted() {
        return isReliable() || this == DATAGRAM;
    }
}
