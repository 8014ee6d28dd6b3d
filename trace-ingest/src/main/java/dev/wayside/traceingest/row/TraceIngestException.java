package dev.wayside.traceingest.row;

/** Failure to use a log. The message names the file, the place in it and the remedy. */
public final class TraceIngestException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** A failure with a message for the operator. */
    public TraceIngestException(String message) {
        super(message);
    }

    /** As above, with the cause. */
    public TraceIngestException(String message, Throwable cause) {
        super(message, cause);
    }
}
