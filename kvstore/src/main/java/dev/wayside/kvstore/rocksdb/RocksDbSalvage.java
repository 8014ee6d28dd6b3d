package dev.wayside.kvstore.rocksdb;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

import dev.wayside.kvstore.HistoryStoreException;
import dev.wayside.kvstore.HistoryStoreException.Reason;
import dev.wayside.kvstore.engine.KeyCodec;
import dev.wayside.kvstore.rocksdb.RocksDbTables.Table;
import org.rocksdb.Options;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.SstFileReader;
import org.rocksdb.SstFileReaderIterator;

/**
 * The reading of a damaged store: row by row if it opens whole, else file by file and then its write-ahead log. The
 * damaged store stays as it is.
 */
public final class RocksDbSalvage {

    /** The list of stored logs is left behind, so that {@code wayside ingest} reads all logs again. */
    private static final List<Table> SAVED =
            Arrays.stream(Table.values()).filter(table -> table != Table.SOURCE).toList();

    /** Chosen: a new database has used a few dozen numbers of files. */
    private static final long FIRST_LOG = 1_000;

    private final RocksDbFiles damaged;
    private final SalvagedRows target;
    private final Consumer<String> progress;
    private final List<String> lost = new ArrayList<>();

    private RocksDbSalvage(RocksDbFiles damaged, SalvagedRows target, Consumer<String> progress) {
        this.damaged = damaged;
        this.target = target;
        this.progress = progress;
    }

    /**
     * Saves what can be read of a store into a new one.
     *
     * @param target a directory that does not exist or is empty
     * @param progress receives a line per table or file
     * @throws HistoryStoreException if there is no store, the target is not empty, or not even the settings of the
     *     store can be read
     */
    public static SalvageReport save(Path damaged, Path target, Consumer<String> progress) {
        RocksDbFiles files = new RocksDbFiles(damaged);
        files.requirePresent();
        new RocksDbFiles(target).prepareEmpty();
        try (RocksDbTables tables = RocksDbTables.open(target, RocksDbTables.Access.CREATE);
                SalvagedRows rows = new SalvagedRows(tables)) {
            RocksDbSalvage salvage = new RocksDbSalvage(files, rows, progress);
            salvage.saveAll(target);
            rows.finish();
            return new SalvageReport(rows.countByTable(), salvage.lost);
        } catch (RocksDBException e) {
            throw RocksDbErrors.writing(e);
        }
    }

    private void saveAll(Path targetDirectory) throws RocksDBException {
        if (!savedWhole()) {
            for (Path file : tableFiles()) {
                saveFile(file);
            }
            saveLog(targetDirectory.resolveSibling(targetDirectory.getFileName() + ".log-replay"));
        }
    }

    /** Reads all tables of the store in one piece; false if it does not open, or lacks files. */
    private boolean savedWhole() throws RocksDBException {
        try (RocksDbTables tables = RocksDbTables.open(damaged.directory(), RocksDbTables.Access.READ)) {
            OpeningCheck.requireComplete(damaged, tables);
            saveTables(tables);
            WalDamage logDamage = WalDamage.ofLastOpening(damaged.directory());
            if (!logDamage.isNone()) {
                lost.add(logDamage.toString());
            }
            return true;
        } catch (RocksDBException | HistoryStoreException | IllegalArgumentException e) {
            progress.accept("the store does not open (" + e.getMessage() + "); its files are read one by one");
            return false;
        }
    }

    private void saveTables(RocksDbTables tables) throws RocksDBException {
        for (Table table : SAVED) {
            if (tables.has(table)) {
                try (ReadOptions options = new ReadOptions();
                        RocksIterator rows = tables.database().newIterator(tables.handle(table), options);
                        RocksIterator keys = tables.database().newIterator(tables.handle(sibling(table)), options)) {
                    save(table, new RowCursor(rows), Optional.of(new RowCursor(keys)), "table " + table.columnFamily());
                }
                progress.accept("read table " + table.columnFamily());
            }
        }
    }

    /** The table with the same keys, which tells where to go on behind a damaged block. */
    private static Table sibling(Table table) {
        return switch (table) {
            case SIGNAL -> Table.PERFORMANCE;
            case PERFORMANCE -> Table.SIGNAL;
            default -> table;
        };
    }

    private void save(Table table, RowCursor rows, Optional<RowCursor> keys, String place) throws RocksDBException {
        byte[] last = {};
        rows.seekToFirst();
        while (true) {
            while (rows.isValid()) {
                last = rows.key();
                target.add(table, last, rows.value());
                rows.next();
            }
            String failure = rows.failure();
            if (failure == null) {
                return;
            }
            lost.add(place + " behind " + describe(table, last) + ": " + failure);
            if (!skipped(table, rows, keys, last)) {
                return;
            }
        }
    }

    /** Moves behind a damaged block; false if no later key can be read. */
    private static boolean skipped(Table table, RowCursor rows, Optional<RowCursor> keys, byte[] last) {
        if (keys.isPresent() && sibling(table) != table) {
            RowCursor candidates = keys.get();
            for (candidates.seek(after(last)); candidates.isValid(); candidates.next()) {
                if (rows.seek(candidates.key())) {
                    return true;
                }
            }
        }
        return last.length > 0 && hasCells(table) && rows.seek(KeyCodec.afterCell(KeyCodec.readCell(last)));
    }

    private static byte[] after(byte[] key) {
        return Arrays.copyOf(key, key.length + 1);
    }

    private static boolean hasCells(Table table) {
        return table == Table.SIGNAL || table == Table.PERFORMANCE || table == Table.HANDOVER;
    }

    private static String describe(Table table, byte[] key) {
        return key.length > 0 && hasCells(table) ? KeyCodec.readCell(key).toString() : "its beginning";
    }

    /** The table files in the order of their numbers: of two with the same row, the later one has the newer. */
    private List<Path> tableFiles() {
        try (Stream<Path> entries = Files.list(damaged.directory())) {
            return entries.filter(file -> file.toString().endsWith(".sst"))
                    .sorted(Comparator.comparing(file -> file.getFileName().toString()))
                    .toList();
        } catch (IOException e) {
            throw new HistoryStoreException(Reason.IO, "cannot list " + damaged.directory() + ": " + e.getMessage(), e);
        }
    }

    private void saveFile(Path file) throws RocksDBException {
        try (Options options = new Options();
                ReadOptions reading = new ReadOptions();
                SstFileReader reader = new SstFileReader(options)) {
            reader.open(file.toString());
            String family = new String(reader.getTableProperties().getColumnFamilyName(), StandardCharsets.UTF_8);
            Optional<Table> table = SAVED.stream()
                    .filter(candidate -> candidate.columnFamily().equals(family))
                    .findFirst();
            if (table.isPresent()) {
                try (SstFileReaderIterator rows = reader.newIterator(reading)) {
                    save(table.get(), new RowCursor(rows), Optional.empty(), "file " + file.getFileName());
                }
            }
            progress.accept("read " + file.getFileName());
        } catch (RocksDBException e) {
            lost.add("file " + file.getFileName() + ": " + e.getMessage());
        }
    }

    /** Lets a new database of the same tables replay the write-ahead log. */
    private void saveLog(Path scratch) throws RocksDBException {
        RocksDbTables.open(scratch, RocksDbTables.Access.CREATE).close();
        try {
            copyLog(scratch);
            try (RocksDbTables replayed = RocksDbTables.open(scratch, RocksDbTables.Access.READ)) {
                saveTables(replayed);
            }
            WalDamage logDamage = WalDamage.ofLastOpening(scratch);
            if (!logDamage.isNone()) {
                lost.add(logDamage.toString());
            }
        } finally {
            new RocksDbFiles(scratch).delete();
        }
    }

    private void copyLog(Path scratch) {
        try (Stream<Path> entries = Files.list(damaged.directory())) {
            for (Path file :
                    (Iterable<Path>) entries.filter(entry -> entry.toString().endsWith(".log"))::iterator) {
                // Numbers above those of the new database, in the same order.
                String number = file.getFileName().toString().replace(".log", "");
                Files.copy(file, scratch.resolve("%06d.log".formatted(Long.parseLong(number) + FIRST_LOG)));
            }
        } catch (IOException e) {
            throw new HistoryStoreException(Reason.IO, "cannot copy the write-ahead log: " + e.getMessage(), e);
        }
    }
}
