package dev.wayside.kvstore.rocksdb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wayside.kvstore.HistoryStoreException;
import dev.wayside.kvstore.HistoryStoreException.Reason;
import dev.wayside.kvstore.rocksdb.RocksDbTables.Table;
import org.rocksdb.RocksDBException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The extent that a database had, remembered in a file next to it: an opening that finds much less finds a damaged list
 * of files.
 *
 * @param files number of table files
 * @param rows estimate by the database: a row that was written twice may count twice; 0 if days were deleted, whose
 *     rows vanish later
 * @param logBytes size of the write-ahead log
 */
record RememberedExtent(long files, long rows, long logBytes) {

    private static final Logger LOG = LoggerFactory.getLogger(RememberedExtent.class);
    private static final String FILE = "EXTENT.json";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The extent of an open database. */
    static RememberedExtent of(RocksDbTables tables, RocksDbFiles files) throws RocksDBException {
        long rows = 0;
        for (Table table : Table.values()) {
            // Rows of trips vanish when the trips are closed.
            if (table != Table.TRIP && tables.has(table)) {
                rows += tables.database().getLongProperty(tables.handle(table), "rocksdb.estimate-num-keys");
            }
        }
        return new RememberedExtent(tables.database().getLiveFilesMetaData().size(), rows, files.logBytes());
    }

    /** The extent of a database from which days were deleted. */
    RememberedExtent withUnknownRows() {
        return new RememberedExtent(files, 0, logBytes);
    }

    /** The extent remembered in a directory; empty for a store of a version that remembered none. */
    static Optional<RememberedExtent> read(Path directory) {
        Path file = directory.resolve(FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readValue(file.toFile(), RememberedExtent.class));
        } catch (IOException e) {
            throw new HistoryStoreException(
                    Reason.CORRUPT,
                    file + " is damaged (" + e.getMessage()
                            + "); check the store with wayside verify, then delete this file",
                    e);
        }
    }

    /** Replaces what a directory remembers. A disk without room keeps the older extent, which is no wrong one. */
    void write(Path directory) {
        Path written = directory.resolve(FILE + ".new");
        try {
            Files.write(written, List.of(JSON.writeValueAsString(this)));
            Files.move(
                    written,
                    directory.resolve(FILE),
                    StandardCopyOption.REPLACE_EXISTING,
                    StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            LOG.warn("cannot write {}: {}", written, e.toString());
        }
    }
}
