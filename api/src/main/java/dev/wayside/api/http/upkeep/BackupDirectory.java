package dev.wayside.api.http.upkeep;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

import dev.wayside.kvstore.CheckpointStore;
import dev.wayside.kvstore.HistoryStore;
import dev.wayside.kvstore.HistoryStoreException;
import dev.wayside.kvstore.command.StoreVerification;
import dev.wayside.kvstore.rocksdb.RocksDbHistoryStore;

/**
 * The directory of the backups, each in a folder named by its time.
 *
 * @param path made when it is first needed
 * @param clock tells the time
 */
public record BackupDirectory(Path path, InstantSource clock) {

    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);

    /**
     * Makes a backup of all that was written before the call; the store goes on meanwhile.
     *
     * @return the backup: a store of its own
     * @throws IOException if the directory cannot be made
     * @throws dev.wayside.kvstore.HistoryStoreException if the backup cannot be written
     */
    public Path backUp(CheckpointStore store) throws IOException {
        Files.createDirectories(path);
        Path backup = path.resolve(NAME.format(clock.instant()));
        store.checkpoint(backup);
        return backup;
    }

    /**
     * Makes a backup, and reads everything in it.
     *
     * @return the backup
     * @throws HistoryStoreException if something in it is damaged; the backup stays, to be looked at
     */
    public Path backUpAndVerify(CheckpointStore store) throws IOException {
        Path backup = backUp(store);
        try (HistoryStore copy = RocksDbHistoryStore.openReadOnly(backup)) {
            requireSound(backup, copy);
        }
        return backup;
    }

    /**
     * Reads everything in a store.
     *
     * @return what it holds, in words
     * @throws HistoryStoreException if something in it is damaged
     */
    public static String requireSound(Path place, HistoryStore store) {
        StoreVerification verification = StoreVerification.of(store);
        if (!verification.isSound()) {
            throw new HistoryStoreException(
                    HistoryStoreException.Reason.CORRUPT,
                    place + " is damaged: " + String.join("; ", verification.faults())
                            + ". Use another backup, or save what can be read: wayside repair --store " + place
                            + " --to NEW-DIRECTORY");
        }
        return verification.toText();
    }
}
