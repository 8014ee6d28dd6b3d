package dev.wayside.traceingest;

/** A log that no format reads, of which nothing was stored. The message names the near formats and the remedy. */
public final class UnrecognisedLogException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** A failure with a message for the operator. */
    UnrecognisedLogException(String message) {
        super(message);
    }
}
