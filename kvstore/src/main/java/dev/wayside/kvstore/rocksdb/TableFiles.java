package dev.wayside.kvstore.rocksdb;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

import dev.wayside.kvstore.CellKey;
import dev.wayside.kvstore.DamagedFile;
import dev.wayside.kvstore.engine.KeyCodec;
import dev.wayside.kvstore.rocksdb.RocksDbTables.Table;
import org.rocksdb.LiveFileMetaData;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.SstFileMetaData;
import org.rocksdb.SstFileReader;

/** The table files of an open database, each checked on its own: one that is damaged does not hide the others. */
record TableFiles(RocksDB database) {

    long bytes() {
        return database.getLiveFilesMetaData().stream()
                .mapToLong(SstFileMetaData::size)
                .sum();
    }

    /** Reads every block of every file. */
    List<DamagedFile> damaged(LongConsumer progress) {
        List<DamagedFile> damaged = new ArrayList<>();
        for (LiveFileMetaData file : database.getLiveFilesMetaData()) {
            check(file).ifPresent(damaged::add);
            progress.accept(file.size());
        }
        return damaged;
    }

    private static Optional<DamagedFile> check(LiveFileMetaData file) {
        try (Options options = new Options();
                SstFileReader reader = new SstFileReader(options)) {
            reader.open(file.path() + file.fileName());
            reader.verifyChecksum();
            return Optional.empty();
        } catch (RocksDBException e) {
            return Optional.of(new DamagedFile(file.fileName(), contents(file), String.valueOf(e.getMessage())));
        }
    }

    private static String contents(LiveFileMetaData file) {
        String table = new String(file.columnFamilyName(), StandardCharsets.UTF_8);
        boolean hasCells = List.of(Table.SIGNAL, Table.PERFORMANCE, Table.HANDOVER).stream()
                .anyMatch(cells -> cells.columnFamily().equals(table));
        return "table " + table + (hasCells ? ", " + cell(file.smallestKey()) + " to " + cell(file.largestKey()) : "");
    }

    private static String cell(byte[] key) {
        CellKey cell = KeyCodec.readCell(key);
        return "cell " + cell.cellId() + " of carrier " + cell.carrier();
    }
}
