package dev.wayside.api.http.upkeep;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

import dev.wayside.kvstore.CheckpointStore;

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
}
