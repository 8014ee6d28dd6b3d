package dev.wayside.kvstore;

import java.time.LocalDate;

/**
 * Told what changed in a store, so that what was derived from it can follow. Called on the thread that made the change,
 * after it took effect and before the call returns; writes of several threads may be told at once. A deletion is told
 * alone: every write that took effect before it has been told, and none takes effect until it is. It must not throw.
 */
public interface HistoryListener {

    /** A batch was written. */
    void written(HistoryBatch batch);

    /** A day of a carrier was deleted. */
    void dayDeleted(String carrier, LocalDate day);
}
