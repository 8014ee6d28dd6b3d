package dev.wayside.kvstore;

/**
 * A trip: the rows that one device sends while it moves, numbered from 1.
 *
 * @param key its owner and id
 * @param device the device, in its owner's words
 * @param state the stage of its life
 * @param rows number of its rows
 * @param progress what of it became history
 * @param openedMillis when it was opened, ms since 1970
 * @param changedMillis when it was opened, last added to, or closed, ms since 1970
 */
public record Trip(
        TripKey key,
        String device,
        State state,
        int rows,
        TripProgress progress,
        long openedMillis,
        long changedMillis) {

    /** The stages of a trip. */
    public enum State {
        /** Rows may be added. */
        OPEN,
        /** No rows may be added; its last visits are not all written yet. */
        CLOSING,
        /** All of it is history, and its rows are deleted. */
        CLOSED
    }

    /** @throws IllegalArgumentException if the progress is past the rows */
    public Trip {
        if (rows < progress.rows()) {
            throw new IllegalArgumentException("progress of " + progress.rows() + " of " + rows + " rows");
        }
    }

    /** A new trip without rows. */
    public static Trip opened(TripKey key, String device, long nowMillis) {
        return new Trip(key, device, State.OPEN, 0, TripProgress.NONE, nowMillis, nowMillis);
    }

    public boolean isOpen() {
        return state == State.OPEN;
    }

    /** This trip with more rows. */
    public Trip grown(int moreRows, TripProgress reached, long nowMillis) {
        return new Trip(key, device, state, Math.addExact(rows, moreRows), reached, openedMillis, nowMillis);
    }

    /** This trip at the end of its rows. */
    public Trip closing(long nowMillis) {
        return new Trip(key, device, State.CLOSING, rows, progress, openedMillis, nowMillis);
    }

    /** This trip as history. */
    public Trip closed(TripProgress reached) {
        return new Trip(key, device, State.CLOSED, rows, reached, openedMillis, changedMillis);
    }
}
