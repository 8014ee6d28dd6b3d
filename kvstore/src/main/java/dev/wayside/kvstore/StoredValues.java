package dev.wayside.kvstore;

import java.util.function.Supplier;

import dev.wayside.kvstore.HistoryStoreException.Reason;

/** What stands in a store's values, whichever engine keeps them. */
final class StoredValues {

    private StoredValues() {}

    /** Runs a decoder; what it chokes on is a damaged store. */
    static <T> T decoding(Supplier<T> decoder) {
        try {
            return decoder.get();
        } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
            throw new HistoryStoreException(
                    Reason.CORRUPT,
                    "a stored value cannot be decoded (" + e.getMessage()
                            + "); the store is damaged: restore it from a backup or ingest the logs anew",
                    e);
        }
    }
}
