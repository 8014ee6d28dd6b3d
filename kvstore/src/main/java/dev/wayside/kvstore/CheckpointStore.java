package dev.wayside.kvstore;

import java.nio.file.Path;
import java.util.List;
import java.util.function.LongConsumer;

/** A store in files of this machine, which can be copied while it is written to. */
public interface CheckpointStore extends HistoryStore {

    /**
     * Copies everything that was written before the call into an independent store. On the same file system the copy
     * takes almost no time, and no space except for rows that are deleted later.
     *
     * @param directory must not exist; its parent must
     * @throws HistoryStoreException if the copy cannot be written
     */
    void checkpoint(Path directory);

    /** Size of its table files, bytes. */
    long tableFileBytes();

    /**
     * Reads every block of every table file and compares it with its checksum.
     *
     * @param progress receives the size of each file that was read, bytes
     * @return the damaged files; empty if all are sound
     */
    List<DamagedFile> damagedFiles(LongConsumer progress);
}
