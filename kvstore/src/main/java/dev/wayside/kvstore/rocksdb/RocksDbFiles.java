package dev.wayside.kvstore.rocksdb;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.wayside.kvstore.HistoryStoreException;
import dev.wayside.kvstore.HistoryStoreException.Reason;

/** The files of a store in its directory. */
record RocksDbFiles(Path directory) {

    /** Files that RocksDB may leave behind if its process dies before the database exists. */
    private static final Pattern BEGINNING =
            Pattern.compile("LOCK|LOG|LOG\\.old\\.\\d+|IDENTITY|MANIFEST-\\d+|\\d+\\.dbtmp");

    /** True if the directory holds a RocksDB, of Wayside or not. */
    boolean arePresent() {
        return Files.exists(directory.resolve("CURRENT"));
    }

    /** @throws HistoryStoreException if there is no store, or no permission to read it */
    void requirePresent() {
        if (Files.isDirectory(directory) && !(Files.isReadable(directory) && Files.isExecutable(directory))) {
            throw new HistoryStoreException(
                    Reason.IO, "no permission to read the store " + directory + "; check its owner and mode");
        }
        if (!arePresent()) {
            throw absent();
        }
    }

    HistoryStoreException absent() {
        return new HistoryStoreException(
                Reason.ABSENT,
                "there is no store at " + directory + "; ingest some logs into it first, or name another directory");
    }

    /** Creates the directory. One with files of something else is rejected. */
    void prepareEmpty() {
        try {
            Files.createDirectories(directory);
            try (Stream<Path> entries = Files.list(directory)) {
                if (entries.anyMatch(RocksDbFiles::isForeign)) {
                    throw new HistoryStoreException(
                            Reason.ABSENT,
                            directory + " is not a store and not empty; name a new or an empty directory");
                }
            }
        } catch (AccessDeniedException e) {
            throw new HistoryStoreException(
                    Reason.IO, "no permission to create a store at " + directory + "; name another directory", e);
        } catch (IOException e) {
            throw new HistoryStoreException(
                    Reason.IO, "cannot create a store at " + directory + ": " + e.getMessage(), e);
        }
    }

    private static boolean isForeign(Path entry) {
        return !BEGINNING.matcher(entry.getFileName().toString()).matches();
    }

    /** Deletes the directory with its files. */
    void delete() {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.delete(file);
            }
            Files.delete(directory);
        } catch (IOException e) {
            throw new HistoryStoreException(Reason.IO, "cannot delete " + directory + ": " + e.getMessage(), e);
        }
    }

    /** Size on disk. */
    long bytes() {
        return bytes("");
    }

    /** Size of the write-ahead log. */
    long logBytes() {
        return bytes(".log");
    }

    private long bytes(String suffix) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(suffix))
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        } catch (IOException e) {
            throw new HistoryStoreException(Reason.IO, "cannot list " + directory + ": " + e.getMessage(), e);
        }
    }
}
