package dev.wayside.kvstore.rocksdb;

import java.nio.file.Path;

import dev.wayside.kvstore.HistoryStore;
import dev.wayside.kvstore.StoreLocation;
import dev.wayside.kvstore.StoreSettings;

/**
 * An embedded store: a directory with a RocksDB.
 *
 * @param path the directory
 */
public record StoreDirectory(Path path) implements StoreLocation {

    @Override
    public HistoryStore open() {
        return RocksDbHistoryStore.open(path);
    }

    @Override
    public HistoryStore openReadOnly() {
        return RocksDbHistoryStore.openReadOnly(path);
    }

    @Override
    public HistoryStore openOrCreate(StoreSettings settings) {
        return RocksDbHistoryStore.openOrCreate(path, settings);
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
