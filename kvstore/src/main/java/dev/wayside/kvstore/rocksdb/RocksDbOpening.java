package dev.wayside.kvstore.rocksdb;

import dev.wayside.kvstore.HistoryStoreException;
import dev.wayside.kvstore.StoreSettings;
import dev.wayside.kvstore.engine.StoreIdentity;
import dev.wayside.kvstore.rocksdb.RocksDbTables.Access;
import dev.wayside.kvstore.rocksdb.RocksDbTables.Table;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A store as it was opened.
 *
 * @param settings read from it, or those of a new store
 * @param damage found while it was opened
 */
record RocksDbOpening(RocksDbTables tables, StoreSettings settings, DamageRecord damage) {

    private static final Logger LOG = LoggerFactory.getLogger(RocksDbOpening.class);
    private static final byte[] FORMAT_KEY = RocksDbTables.utf8("format-version");
    private static final byte[] SETTINGS_KEY = RocksDbTables.utf8("settings");

    /** @throws HistoryStoreException if it is absent, locked, of a newer format, damaged, or lacks files */
    static RocksDbOpening open(RocksDbFiles files, Access access, @Nullable StoreSettings settingsIfNew) {
        try {
            if (access != Access.READ) {
                OpeningCheck.beforeWriting(files);
            }
            RocksDbTables tables = RocksDbTables.open(files.directory(), access);
            try {
                if (access == Access.READ) {
                    OpeningCheck.requireComplete(files, tables);
                }
                StoreSettings settings = settings(files, tables, settingsIfNew);
                return new RocksDbOpening(tables, settings, logDamage(files, tables, access));
            } catch (RocksDBException | RuntimeException e) {
                tables.close();
                throw e;
            }
        } catch (RocksDBException e) {
            throw RocksDbErrors.opening(files.directory(), e);
        } catch (IllegalArgumentException e) {
            throw RocksDbErrors.damaged(files.directory(), e);
        }
    }

    private static StoreSettings settings(
            RocksDbFiles files, RocksDbTables tables, @Nullable StoreSettings settingsIfNew) throws RocksDBException {
        if (settingsIfNew == null && tables.isNew()) {
            throw files.absent();
        }
        if (settingsIfNew != null && tables.isNew()) {
            try (WriteBatch identity = new WriteBatch();
                    WriteOptions options = new WriteOptions().setSync(true)) {
                identity.put(tables.handle(Table.META), FORMAT_KEY, StoreIdentity.formatVersion());
                identity.put(tables.handle(Table.META), SETTINGS_KEY, StoreIdentity.encode(settingsIfNew));
                tables.database().write(options, identity);
            }
        }
        String name = "the store " + files.directory();
        StoreIdentity.requireReadable(name, tables.find(Table.META, FORMAT_KEY));
        return StoreIdentity.decode(name, tables.find(Table.META, SETTINGS_KEY));
    }

    private static DamageRecord logDamage(RocksDbFiles files, RocksDbTables tables, Access access)
            throws RocksDBException {
        DamageRecord damage = new DamageRecord();
        WalDamage found = WalDamage.ofLastOpening(files.directory());
        if (!found.isNone()) {
            damage.add(found.toString());
            LOG.error("the store {}: {}", files.directory(), found);
            if (access != Access.READ) {
                // A log whose rows are lost must not be skipped when it is ingested again.
                tables.clear(Table.SOURCE);
            }
        }
        return damage;
    }
}
