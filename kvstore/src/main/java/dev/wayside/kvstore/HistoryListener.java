package dev.wayside.kvstore;

import java.time.LocalDate;
import java.util.Set;

/**
 * Told what changed in a store, so that what was derived from it can follow. Called on the thread that made the change,
 * after it took effect and before the call returns; writes of several threads may be told at once. A deletion is told
 * alone: every write that took effect before it has been told, and none takes effect until it is. It must not throw.
 */
public interface HistoryListener {

    /** A batch was written. */
    void written(HistoryBatch batch);

    /**
     * Another process wrote to these cells, and may have replaced what was there. Told on a thread of the store's own,
     * after it took effect; nothing is done about it unless this is overridden.
     */
    default void writtenElsewhere(Set<CellKey> cells) {}

    /** What other processes changed in the last hour or more could not be learned; any cell may be another. */
    default void trackLost() {}

    /** A day of a carrier was deleted; where another process did it, on a thread of the store's own. */
    void dayDeleted(String carrier, LocalDate day);
}
