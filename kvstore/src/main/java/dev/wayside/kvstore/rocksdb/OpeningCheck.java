package dev.wayside.kvstore.rocksdb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.wayside.kvstore.HistoryStoreException;
import dev.wayside.kvstore.HistoryStoreException.Reason;
import dev.wayside.kvstore.rocksdb.RocksDbTables.Table;
import org.rocksdb.Options;
import org.rocksdb.RocksDBException;
import org.rocksdb.SstFileMetaData;
import org.rocksdb.SstFileReader;

/**
 * A check that a database holds what it held. Opening one for writing deletes the files that its list of files
 * (MANIFEST) does not name, so a store whose list was cut must be refused before.
 */
final class OpeningCheck {

    /** Chosen: a compaction that ended with the process may have dropped a few rows that were written twice. */
    private static final double MIN_SHARE_OF_ROWS = 0.9;

    private static final Pattern TABLE_FILE = Pattern.compile("(\\d+)\\.sst");

    private final RocksDbFiles files;

    private OpeningCheck(RocksDbFiles files) {
        this.files = files;
    }

    /**
     * Opens a database for reading and compares it with what was remembered.
     *
     * @throws HistoryStoreException if it has lost files
     */
    static void beforeWriting(RocksDbFiles files) throws RocksDBException {
        Optional<RememberedExtent> remembered = RememberedExtent.read(files.directory());
        if (files.arePresent() && remembered.isPresent()) {
            try (RocksDbTables tables = RocksDbTables.open(files.directory(), RocksDbTables.Access.READ)) {
                new OpeningCheck(files).compare(tables, remembered.get());
            }
        }
    }

    /**
     * Compares an open database with what was remembered.
     *
     * @throws HistoryStoreException if it has lost files
     */
    static void requireComplete(RocksDbFiles files, RocksDbTables tables) throws RocksDBException {
        Optional<RememberedExtent> remembered = RememberedExtent.read(files.directory());
        if (remembered.isPresent()) {
            new OpeningCheck(files).compare(tables, remembered.get());
        }
    }

    private void compare(RocksDbTables tables, RememberedExtent remembered) throws RocksDBException {
        RememberedExtent found = RememberedExtent.of(tables, files);
        boolean fewer = found.rows() < MIN_SHARE_OF_ROWS * remembered.rows();
        boolean lacksLog = remembered.logBytes() > 0 && found.logBytes() == 0;
        if (!tables.has(Table.SIGNAL) || tables.isNew() || (fewer && (hasUnlistedFile(tables) || lacksLog))) {
            throw new HistoryStoreException(
                    Reason.CORRUPT,
                    "the store " + files.directory() + " had about " + remembered.rows() + " rows in "
                            + remembered.files()
                            + " files, and opens with about " + found.rows() + " in " + found.files()
                            + ": files of it are missing, or its list of files (MANIFEST) is damaged. Nothing was changed."
                            + " Restore a backup, or save what can be read: wayside repair --store " + files.directory()
                            + " --to NEW-DIRECTORY");
        }
    }

    /** True if a complete file is there that is newer than all in the list: no compaction leaves one behind. */
    private boolean hasUnlistedFile(RocksDbTables tables) {
        Set<Long> listed = tables.database().getLiveFilesMetaData().stream()
                .map(SstFileMetaData::fileName)
                .map(OpeningCheck::number)
                .collect(Collectors.toSet());
        long newest = listed.stream().mapToLong(number -> number).max().orElse(-1);
        try (Stream<Path> entries = Files.list(files.directory())) {
            List<Path> newer = entries.filter(file ->
                            TABLE_FILE.matcher(file.getFileName().toString()).matches())
                    .filter(file -> number(file.getFileName().toString()) > newest)
                    .toList();
            return newer.stream().anyMatch(OpeningCheck::isComplete);
        } catch (IOException e) {
            throw new HistoryStoreException(Reason.IO, "cannot list " + files.directory() + ": " + e.getMessage(), e);
        }
    }

    private static long number(String fileName) {
        Matcher matcher = TABLE_FILE.matcher(fileName);
        return matcher.find() ? Long.parseLong(matcher.group(1)) : -1;
    }

    private static boolean isComplete(Path file) {
        try (Options options = new Options();
                SstFileReader reader = new SstFileReader(options)) {
            reader.open(file.toString());
            return true;
        } catch (RocksDBException e) {
            // A file that was being written when the process ended has no footer yet.
            return false;
        }
    }
}
