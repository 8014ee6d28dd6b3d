package dev.wayside.traceingest.trip;

import dev.wayside.kvstore.TripKey;

/** The owner has no trip of this id. */
public final class UnknownTripException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnknownTripException(TripKey key) {
        super("there is no trip " + key.id()
                + "; open it first, or check its id: closed trips are forgotten after 7 days");
    }
}
