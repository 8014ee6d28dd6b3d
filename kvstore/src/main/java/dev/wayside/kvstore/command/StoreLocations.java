package dev.wayside.kvstore.command;

import java.nio.file.Path;

import dev.wayside.kvstore.StoreLocation;
import dev.wayside.kvstore.cassandra.CassandraLocation;
import dev.wayside.kvstore.rocksdb.StoreDirectory;

/** The syntax of store locations. */
public final class StoreLocations {

    private StoreLocations() {}

    /**
     * Reads {@code cassandra://HOST[:PORT][,HOST...]/KEYSPACE[?PARAMETERS]} as a {@link CassandraLocation}, anything
     * else as a directory.
     *
     * @throws IllegalArgumentException if it begins like a cluster's but is malformed
     */
    public static StoreLocation parse(String text) {
        return text.startsWith(CassandraLocation.SCHEME)
                ? CassandraLocation.parse(text)
                : new StoreDirectory(Path.of(text));
    }
}
