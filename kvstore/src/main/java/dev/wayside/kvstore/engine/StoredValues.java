package dev.wayside.kvstore.engine;

import java.util.function.Supplier;

import dev.wayside.kvstore.HistoryStoreException;
import dev.wayside.kvstore.HistoryStoreException.Reason;

/** Decoding of stored values, the same for every engine. */
public final class StoredValues {

    private StoredValues() {}

    /** Runs a decoder. A failure means that the store is damaged. */
    public static <T> T decoding(Supplier<T> decoder) {
        try {
            return decoder.get();
        } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
            throw new HistoryStoreException(
                    Reason.CORRUPT,
                    "a stored value cannot be decoded (" + e.getMessage()
                            + "); the store is damaged: restore it from a backup or ingest the logs again",
                    e);
        }
    }
}
