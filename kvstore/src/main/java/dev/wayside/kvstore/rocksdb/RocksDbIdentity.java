package dev.wayside.kvstore.rocksdb;

import java.nio.charset.StandardCharsets;

import dev.wayside.kvstore.HistoryStoreException;
import dev.wayside.kvstore.StoreSettings;
import dev.wayside.kvstore.engine.StoreIdentity;
import dev.wayside.kvstore.rocksdb.RocksDbTables.Table;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/** The format version and the settings of a store that was just opened. */
final class RocksDbIdentity {

    private static final byte[] FORMAT_KEY = "format-version".getBytes(StandardCharsets.UTF_8);
    private static final byte[] SETTINGS_KEY = "settings".getBytes(StandardCharsets.UTF_8);

    private final RocksDbFiles files;
    private final RocksDbTables tables;

    RocksDbIdentity(RocksDbFiles files, RocksDbTables tables) {
        this.files = files;
        this.tables = tables;
    }

    /**
     * Reads the settings. Gives a new store its identity, and a store of an earlier format that may be written the mark
     * of this format, before any value of it is written.
     *
     * @throws HistoryStoreException if the store is absent, of a newer format, or damaged
     */
    StoreSettings establish(@Nullable StoreSettings settingsIfNew) throws RocksDBException {
        if (tables.isNew()) {
            if (settingsIfNew == null) {
                throw files.absent();
            }
            create(settingsIfNew);
        }
        String name = "the store " + files.directory();
        int version = StoreIdentity.requireReadable(name, tables.find(Table.META, FORMAT_KEY));
        StoreSettings settings = StoreIdentity.decode(name, tables.find(Table.META, SETTINGS_KEY));
        if (version < StoreIdentity.FORMAT_VERSION && tables.isWritable()) {
            upgrade();
        }
        return settings;
    }

    private void create(StoreSettings settings) throws RocksDBException {
        try (WriteBatch identity = new WriteBatch()) {
            identity.put(tables.handle(Table.META), FORMAT_KEY, StoreIdentity.formatVersion());
            identity.put(tables.handle(Table.META), SETTINGS_KEY, StoreIdentity.encode(settings));
            write(identity);
        }
    }

    private void upgrade() throws RocksDBException {
        try (WriteBatch mark = new WriteBatch()) {
            mark.put(tables.handle(Table.META), FORMAT_KEY, StoreIdentity.formatVersion());
            write(mark);
        }
    }

    private void write(WriteBatch rows) throws RocksDBException {
        try (WriteOptions options = new WriteOptions().setSync(true)) {
            tables.database().write(options, rows);
        }
    }
}
