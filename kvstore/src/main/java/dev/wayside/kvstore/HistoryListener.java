package dev.wayside.kvstore;

import java.time.LocalDate;
import java.util.Set;

/**
 * Listener for changes in a store, so that derived data can follow. The thread that made the change calls it, after the
 * change took effect and before the call returns. Writes of several threads may be reported concurrently. A deletion is
 * reported alone: every earlier write has been reported, and no later one takes effect until the deletion is. A
 * listener must not throw.
 */
public interface HistoryListener {

    /** A batch was written. */
    void written(HistoryBatch batch);

    /**
     * Another process wrote to these cells, and may have replaced their rows. Called on a thread of the store, after
     * the write took effect; the default does nothing.
     */
    default void writtenElsewhere(Set<CellKey> cells) {}

    /** The changes of other processes in the last hour or more are unknown; any cell may have changed. */
    default void trackLost() {}

    /** A day of a carrier was deleted. Called on a thread of the store if another process deleted it. */
    void dayDeleted(String carrier, LocalDate day);
}
