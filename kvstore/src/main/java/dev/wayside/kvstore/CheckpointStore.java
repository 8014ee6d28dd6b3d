package dev.wayside.kvstore;

import java.nio.file.Path;

/** A store that can be copied while it is written to. */
public interface CheckpointStore extends HistoryStore {

    /**
     * Copies everything that was written before the call into an independent store. On the same file system the copy
     * takes almost no time, and no space except for rows that are deleted later.
     *
     * @param directory must not exist; its parent must
     * @throws HistoryStoreException if the copy cannot be written
     */
    void checkpoint(Path directory);
}
