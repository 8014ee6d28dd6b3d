package dev.wayside.kvstore.rocksdb;

import java.util.HashMap;
import java.util.Map;

import dev.wayside.kvstore.HistoryStoreException;
import dev.wayside.kvstore.PerformanceSeries;
import dev.wayside.kvstore.engine.HandoverCodec;
import dev.wayside.kvstore.engine.KeyCodec;
import dev.wayside.kvstore.engine.PerformanceCodec;
import dev.wayside.kvstore.engine.SignalCodec;
import dev.wayside.kvstore.engine.StoredValues;
import dev.wayside.kvstore.rocksdb.RocksDbTables.Table;
import org.rocksdb.FlushOptions;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/** The rows saved from a damaged store: only those that can be decoded. */
final class SalvagedRows implements AutoCloseable {

    /** Chosen: a few megabytes at once. */
    private static final int ROWS_AT_ONCE = 1_000;

    private final RocksDbTables tables;
    private final WriteBatch batch = new WriteBatch();
    private final WriteOptions options = new WriteOptions();
    private final Map<String, Long> countByTable = new HashMap<>();

    SalvagedRows(RocksDbTables tables) {
        this.tables = tables;
    }

    void add(Table table, byte[] key, byte[] value) throws RocksDBException {
        if (isReadable(table, key, value)) {
            batch.put(tables.handle(table), key, value);
            countByTable.merge(table.columnFamily(), 1L, Long::sum);
            if (batch.count() >= ROWS_AT_ONCE) {
                write();
            }
        }
    }

    private static boolean isReadable(Table table, byte[] key, byte[] value) {
        try {
            StoredValues.decoding(() -> switch (table) {
                case SIGNAL -> SignalCodec.decode(KeyCodec.readVisit(key), value);
                case PERFORMANCE -> PerformanceCodec.decode(value);
                case HANDOVER -> HandoverCodec.decode(KeyCodec.readCell(key), value);
                default -> key;
            });
            return true;
        } catch (HistoryStoreException e) {
            return false;
        }
    }

    /** Makes pairs of signal and performance complete, and everything durable. */
    void finish() throws RocksDBException {
        write();
        try (ReadOptions reading = new ReadOptions();
                RocksIterator signals = tables.database().newIterator(tables.handle(Table.SIGNAL), reading);
                RocksIterator performance = tables.database().newIterator(tables.handle(Table.PERFORMANCE), reading)) {
            for (signals.seekToFirst(); signals.isValid(); signals.next()) {
                if (tables.find(Table.PERFORMANCE, signals.key()) == null) {
                    int samples = SignalCodec.sampleCount(signals.value());
                    add(
                            Table.PERFORMANCE,
                            signals.key(),
                            PerformanceCodec.encode(PerformanceSeries.unmeasured(samples)));
                }
            }
            for (performance.seekToFirst(); performance.isValid(); performance.next()) {
                if (tables.find(Table.SIGNAL, performance.key()) == null) {
                    batch.delete(tables.handle(Table.PERFORMANCE), performance.key());
                }
            }
        }
        write();
        try (FlushOptions flush = new FlushOptions().setWaitForFlush(true)) {
            for (Table table : Table.values()) {
                tables.database().flush(flush, tables.handle(table));
            }
        }
    }

    private void write() throws RocksDBException {
        tables.database().write(options, batch);
        batch.clear();
    }

    Map<String, Long> countByTable() {
        return countByTable;
    }

    @Override
    public void close() {
        options.close();
        batch.close();
    }
}
