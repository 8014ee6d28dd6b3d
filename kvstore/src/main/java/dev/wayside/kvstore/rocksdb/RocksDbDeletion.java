package dev.wayside.kvstore.rocksdb;

import java.time.LocalDate;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;

import dev.wayside.kvstore.CellKey;
import dev.wayside.kvstore.engine.KeyCodec;
import dev.wayside.kvstore.rocksdb.RocksDbTables.Table;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/** The deletion of a day of a carrier, in one write. */
record RocksDbDeletion(RocksDbTables tables) {

    private static final List<Table> TABLES = List.of(Table.SIGNAL, Table.PERFORMANCE, Table.HANDOVER);

    /** @param cells the cells of a carrier that have rows in a table */
    void delete(String carrier, LocalDate day, BiFunction<Table, String, Stream<CellKey>> cells)
            throws RocksDBException {
        try (WriteBatch rows = new WriteBatch();
                WriteOptions options = new WriteOptions().setSync(true)) {
            for (Table table : TABLES) {
                try (Stream<CellKey> withRows = cells.apply(table, carrier)) {
                    for (CellKey cell : (Iterable<CellKey>) withRows::iterator) {
                        rows.deleteRange(
                                tables.handle(table),
                                KeyCodec.dayPrefix(cell, day),
                                KeyCodec.dayPrefix(cell, day.plusDays(1)));
                    }
                }
            }
            // An incomplete source must not be skipped when it is ingested again.
            rows.deleteRange(tables.handle(Table.SOURCE), RocksDbTables.FIRST, RocksDbTables.LAST);
            tables.database().write(options, rows);
        }
    }
}
