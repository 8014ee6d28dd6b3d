package dev.wayside.kvstore.rocksdb;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import dev.wayside.kvstore.engine.OpenState;
import dev.wayside.kvstore.rocksdb.RocksDbTables.Table;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteOptions;

/** The values that a store keeps by name next to the history: its calibration, and mappings of logs. Thread-safe. */
final class RocksDbValues {

    private final OpenState state;
    private final RocksDbTables tables;

    RocksDbValues(OpenState state, RocksDbTables tables) {
        this.state = state;
        this.tables = tables;
    }

    Optional<byte[]> find(String name) {
        try (OpenState.Lease lease = state.enter()) {
            return Optional.ofNullable(tables.find(Table.META, utf8(name)));
        } catch (RocksDBException e) {
            throw RocksDbErrors.reading(e);
        }
    }

    /** The names in this folder, without it, in order. */
    List<String> names(String folder) {
        byte[] start = utf8(folder + '/');
        // 0 follows the slash.
        byte[] end = utf8(folder + '0');
        try (Stream<String> names = new RocksDbRange(
                        state.enter(), tables.database(), tables.handle(Table.META), start, end, failure -> failure)
                .stream((key, value) -> new String(key, StandardCharsets.UTF_8).substring(folder.length() + 1))) {
            return names.toList();
        }
    }

    /** Keeps a value; once this returns, it survives loss of power. */
    void keep(String name, byte[] value) {
        try (OpenState.Lease lease = state.enter();
                WriteOptions options = new WriteOptions().setSync(true)) {
            tables.database().put(tables.handle(Table.META), options, utf8(name), value);
        } catch (RocksDBException e) {
            throw RocksDbErrors.writing(e);
        }
    }

    /** Deletes a value; once this returns, the deletion survives loss of power. */
    void delete(String name) {
        try (OpenState.Lease lease = state.enter();
                WriteOptions options = new WriteOptions().setSync(true)) {
            tables.database().delete(tables.handle(Table.META), options, utf8(name));
        } catch (RocksDBException e) {
            throw RocksDbErrors.writing(e);
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
