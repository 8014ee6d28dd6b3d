package dev.wayside.traceingest.trip;

import dev.wayside.kvstore.Trip;

/** Rows that do not fit the trip as it is. Nothing of them was stored. */
public final class TripConflictException extends RuntimeException {

    /** The kinds of conflicts. */
    public enum Kind {
        /** There is a trip of this id, of another device. */
        OTHER_DEVICE,
        /** Rows between those of the trip and these are missing. */
        ROWS_MISSING,
        /** A row differs from the one that is stored under its number. */
        ROWS_DIFFER,
        /** The trip is closed. */
        CLOSED
    }

    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final transient Trip trip;

    TripConflictException(Kind kind, Trip trip, String message) {
        super(message);
        this.kind = kind;
        this.trip = trip;
    }

    public Kind kind() {
        return kind;
    }

    /** The trip as it is. */
    public Trip trip() {
        return trip;
    }
}
