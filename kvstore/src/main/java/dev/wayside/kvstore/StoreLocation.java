package dev.wayside.kvstore;

import java.nio.file.Path;

/** The location of a history store, existing or not. */
public sealed interface StoreLocation permits StoreDirectory, CassandraLocation {

    /**
     * Reads {@code cassandra://HOST[:PORT][,HOST...]/KEYSPACE[?PARAMETERS]} as a {@link CassandraLocation}, anything
     * else as a directory.
     *
     * @throws IllegalArgumentException if it begins like a cluster's but is malformed
     */
    static StoreLocation parse(String text) {
        return text.startsWith(CassandraLocation.SCHEME)
                ? CassandraLocation.parse(text)
                : new StoreDirectory(Path.of(text));
    }

    /**
     * Opens the store for reading and writing.
     *
     * @throws HistoryStoreException if it cannot be opened
     */
    HistoryStore open();

    /**
     * Opens the store for reading, also while another process writes.
     *
     * @throws HistoryStoreException if it cannot be opened
     */
    HistoryStore openReadOnly();

    /**
     * Opens the store for reading and writing; creates it if it does not exist and needs no further options.
     *
     * @throws HistoryStoreException if it cannot be opened, or has other settings
     */
    HistoryStore openOrCreate(StoreSettings settings);
}
