package dev.wayside.kvstore.rocksdb;

import dev.wayside.kvstore.HistoryStoreException;
import dev.wayside.kvstore.StoreSettings;
import dev.wayside.kvstore.rocksdb.RocksDbTables.Access;
import dev.wayside.kvstore.rocksdb.RocksDbTables.Table;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
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
                StoreSettings settings = new RocksDbIdentity(files, tables).establish(settingsIfNew);
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
