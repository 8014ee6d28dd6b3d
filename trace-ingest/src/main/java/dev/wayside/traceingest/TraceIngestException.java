package dev.wayside.traceingest;

/** A log cannot be used at all. The message names the file, the place in it and the remedy. */
public final class TraceIngestException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What is wrong with which file, and what to do. */
    public TraceIngestException(String message) {
        super(message);
    }

    /** As above, with the cause. */
    public TraceIngestException(String message, Throwable cause) {
        super(message, cause);
    }
}
