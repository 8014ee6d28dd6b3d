package dev.wayside.traceingest.proposal;

/** A log in which no columns can be found; the message says why, and the remedy. */
public final class UnreadableSampleException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnreadableSampleException(String message) {
        super(message);
    }
}
