package dev.wayside.kvstore;

import java.nio.file.Path;

/** A store of which a copy can be made while it is written to. */
public interface CheckpointStore extends HistoryStore {

    /**
     * Makes a copy that is a store of its own, of everything that was written before the call. On the same file system
     * it takes next to no time and no room but for what is deleted later.
     *
     * @param directory must not be there yet; its parent must
     * @throws HistoryStoreException if it cannot be written
     */
    void checkpoint(Path directory);
}
