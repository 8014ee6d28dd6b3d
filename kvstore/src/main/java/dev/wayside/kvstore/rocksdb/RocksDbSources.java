package dev.wayside.kvstore.rocksdb;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

import dev.wayside.kvstore.engine.OpenState;
import dev.wayside.kvstore.rocksdb.RocksDbTables.Table;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteOptions;

/** The list of logs that are stored completely. Thread-safe. */
final class RocksDbSources {

    private static final byte[] NO_VALUE = {};

    private final OpenState state;
    private final RocksDbTables tables;

    RocksDbSources(OpenState state, RocksDbTables tables) {
        this.state = state;
        this.tables = tables;
    }

    /** Adds a source; a sync of the log makes earlier writes durable as well. */
    void acknowledge(String fingerprint) {
        try (OpenState.Lease lease = state.enter();
                WriteOptions options = new WriteOptions().setSync(true)) {
            tables.database().put(tables.handle(Table.SOURCE), options, RocksDbTables.utf8(fingerprint), NO_VALUE);
        } catch (RocksDBException e) {
            throw RocksDbErrors.writing(e);
        }
    }

    boolean isAcknowledged(String fingerprint) {
        try (OpenState.Lease lease = state.enter()) {
            return tables.find(Table.SOURCE, RocksDbTables.utf8(fingerprint)) != null;
        } catch (RocksDBException e) {
            throw RocksDbErrors.reading(e);
        }
    }

    Stream<String> all() {
        return new RocksDbRange(
                        state.enter(),
                        tables.database(),
                        tables.handle(Table.SOURCE),
                        RocksDbTables.FIRST,
                        RocksDbTables.LAST,
                        failure -> failure)
                .stream((key, value) -> new String(key, StandardCharsets.UTF_8));
    }
}
