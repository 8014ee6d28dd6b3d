package dev.wayside.kvstore;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The trips of a store: unfinished ones with their rows, and for a while what is left of closed ones.
 *
 * <p>Any process may change a trip. A change names the trip that it is based on, and is made only if no other change
 * came before it. A change that was made survives loss of power, and with it all that its process wrote before. If the
 * answer of a cluster was lost, a change that is reported as not made may have been made: look at the trip again.
 *
 * <p>Thread-safe; streams as those of {@link HistoryStore}.
 */
public interface TripStore {

    /** Chosen: a device that was without network for a week still learns that its trip was stored. */
    Duration CLOSED_KEPT = Duration.ofDays(7);

    /** The trip of a key, with all changes that returned, by any process. */
    Optional<Trip> find(TripKey key);

    /**
     * Adds a trip without rows.
     *
     * @return false if there is one of its key, which stays as it is
     */
    boolean open(Trip trip);

    /**
     * Adds rows to an open trip.
     *
     * @param known the trip as the caller knows it
     * @param grown the same with the rows
     * @param rows the rows from {@code known.rows() + 1} to {@code grown.rows()}
     * @return false, and nothing is changed, if the trip has another number of rows, is not open, or absent
     */
    boolean append(Trip known, Trip grown, byte[] rows);

    /**
     * Ends an open trip: no rows may be added.
     *
     * @param known the trip as the caller knows it
     * @param closing the same in its next state
     * @return false as {@link #append}
     */
    boolean end(Trip known, Trip closing);

    /**
     * Closes an ended trip, all visits of which are written, and deletes its rows.
     *
     * @return false if the trip is in another state, or absent
     */
    boolean close(Trip closed);

    /** The rows of a trip in order, from those on that hold a row; empty if it is closed or absent. */
    Stream<TripRows> rows(TripKey key, int fromRow);

    /** The unfinished trips of an owner in order of their ids, those past an id; all if it is empty. */
    Stream<Trip> unfinishedOf(String owner, String afterId);

    /** The unfinished trips of all owners, in no particular order. */
    Stream<Trip> unfinished();

    /**
     * Deletes the trips that were closed more than {@link #CLOSED_KEPT} ago. Does nothing in a store where they expire.
     */
    void forgetClosed(long nowMillis);
}
