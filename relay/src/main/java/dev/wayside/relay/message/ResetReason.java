package dev.wayside.relay.message;

import java.util.Arrays;

/** Why a connection ended at once. The codes are on the wire: never change or reuse one. */
public enum ResetReason {
    /** The other end sent a reset. */
    PEER_RESET(1),
    /** The server refused the connection. */
    REFUSED(2),
    /** The server did not answer, or could not be reached. */
    UNREACHABLE(3),
    /** A relay restarted or was told to stop. */
    RELAY_STOPPED(4),
    /** All paths were gone for longer than connections are held. */
    PATHS_LOST(5),
    /** The peer broke the protocol or a limit. */
    PROTOCOL(6),
    /** A relay failed while it handled this connection. */
    RELAY_FAULT(7);

    private final int code;

    ResetReason(int code) {
        this.code = code;
    }

    /** The code on the wire. */
    public long code() {
        return code;
    }

    /** The reason of a code; one that is unknown is a {@link #PEER_RESET}. */
    public static ResetReason of(long code) {
        return Arrays.stream(values())
                .filter(reason -> reason.code == code)
                .findFirst()
                .orElse(PEER_RESET);
    }
}
