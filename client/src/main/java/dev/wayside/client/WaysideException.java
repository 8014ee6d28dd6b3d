package dev.wayside.client;

import java.io.IOException;

/** The service answered with a problem (RFC 9457). */
public final class WaysideException extends IOException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String type;

    WaysideException(int status, String type, String detail) {
        super("the service answered " + status + " (" + type + "): " + detail);
        this.status = status;
        this.type = type;
    }

    /** HTTP status. */
    public int status() {
        return status;
    }

    /** Stable type of the problem, such as {@code /problems/invalid-request}. */
    public String type() {
        return type;
    }
}
