package dev.wayside.relay.message;

import java.util.Arrays;

/** The reason why a connection was reset. The codes are on the wire: never change or reuse one. */
public enum ResetReason {
    /** The other end sent a reset. */
    PEER_RESET(1),
    /** The server refused the connection. */
    REFUSED(2),
    /** The server did not answer, or was not reachable. */
    UNREACHABLE(3),
    /** A relay restarted or was stopped. */
    RELAY_STOPPED(4),
    /** All paths were closed for longer than connections are held. */
    PATHS_LOST(5),
    /** The peer violated the protocol or a limit. */
    PROTOCOL(6),
    /** A relay had a fault while it handled this connection. */
    RELAY_FAULT(7);

    private final int code;

    ResetReason(int code) {
        this.code = code;
    }

    /** The code on the wire. */
    public long code() {
        return code;
    }

    /** The reason with a code; {@link #PEER_RESET} for an unknown code. */
    public static ResetReason of(long code) {
        return Arrays.stream(values())
                .filter(reason -> reason.code == code)
                .findFirst()
                .orElse(PEER_RESET);
    }
}
