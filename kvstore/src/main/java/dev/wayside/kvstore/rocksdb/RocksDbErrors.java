package dev.wayside.kvstore.rocksdb;

import java.nio.file.Path;

import dev.wayside.kvstore.HistoryStoreException;
import dev.wayside.kvstore.HistoryStoreException.Reason;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;

/** Translation of RocksDB's errors into {@link HistoryStoreException}. */
final class RocksDbErrors {

    private RocksDbErrors() {}

    static HistoryStoreException opening(Path directory, RocksDBException cause) {
        Reason reason = reason(cause);
        return switch (reason) {
            case LOCKED ->
                new HistoryStoreException(
                        reason,
                        "the store " + directory
                                + " is open in another process; stop that process (or wait for it) and try again",
                        cause);
            case DISK_FULL -> diskFull(cause);
            default -> new HistoryStoreException(reason, whyUnopened(directory, cause), cause);
        };
    }

    /** RocksDB throws this if a damaged file hides all tables. */
    static HistoryStoreException damaged(Path directory, IllegalArgumentException cause) {
        return new HistoryStoreException(
                Reason.CORRUPT,
                "the store " + directory + " is damaged (" + cause.getMessage() + "); restore it from a backup",
                cause);
    }

    private static String whyUnopened(Path directory, RocksDBException cause) {
        String message = String.valueOf(cause.getMessage());
        return message.contains("Permission denied")
                ? "no permission to read or write the store " + directory + "; check its owner and mode"
                : "the store " + directory + " cannot be opened: " + message;
    }

    static HistoryStoreException writing(RocksDBException cause) {
        Reason reason = reason(cause);
        return reason == Reason.DISK_FULL
                ? diskFull(cause)
                : new HistoryStoreException(
                        reason,
                        "the store could not write: " + cause.getMessage()
                                + "; what was reported as stored is safe: repeat the rest",
                        cause);
    }

    static HistoryStoreException reading(RocksDBException cause) {
        return new HistoryStoreException(
                reason(cause), "the store could not read: " + cause.getMessage() + "; check the disk", cause);
    }

    private static HistoryStoreException diskFull(RocksDBException cause) {
        return new HistoryStoreException(
                Reason.DISK_FULL,
                "no space left on the store's disk; what was reported as stored is safe: free some space, then repeat the rest",
                cause);
    }

    private static Reason reason(RocksDBException cause) {
        Status status = cause.getStatus();
        String message = String.valueOf(cause.getMessage());
        if (message.contains("No space left") || (status != null && status.getSubCode() == Status.SubCode.NoSpace)) {
            return Reason.DISK_FULL;
        }
        if (message.contains("LOCK")
                && (message.contains("lock hold") || message.contains("Resource temporarily unavailable"))) {
            return Reason.LOCKED;
        }
        if (status != null && status.getCode() == Status.Code.Corruption) {
            return Reason.CORRUPT;
        }
        return Reason.IO;
    }
}
