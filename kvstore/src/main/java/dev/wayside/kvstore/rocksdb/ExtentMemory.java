package dev.wayside.kvstore.rocksdb;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import org.rocksdb.RocksDBException;

/** The keeper of {@link RememberedExtent}: writes it when data has become durable, now and then. Thread-safe. */
final class ExtentMemory {

    /** Chosen: what is remembered may be older than the data, never newer. */
    private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final RocksDbFiles files;
    private final RocksDbTables tables;
    private final boolean writes;
    private boolean rowsVanish;
    private long writtenNanos = System.nanoTime() - INTERVAL_NANOS;

    /** @param writes false in a store that is only read: another process may remember more */
    ExtentMemory(RocksDbFiles files, RocksDbTables tables, boolean writes) {
        this.files = files;
        this.tables = tables;
        this.writes = writes;
    }

    /** Remembers the extent, unless that was done a moment ago. */
    synchronized void remember() {
        if (System.nanoTime() - writtenNanos >= INTERVAL_NANOS) {
            rememberNow();
        }
    }

    synchronized void rememberNow() {
        if (writes) {
            RememberedExtent extent = extent(tables, files);
            (rowsVanish ? extent.withUnknownRows() : extent).write(files.directory());
            writtenNanos = System.nanoTime();
        }
    }

    /** Expects fewer rows from now on: those of deleted days vanish whenever the database likes. */
    synchronized void rowsWillVanish() {
        rowsVanish = true;
        rememberNow();
    }

    /** Remembers in a copy what the copy has. */
    static void rememberIn(Path copy) throws RocksDBException {
        try (RocksDbTables opened = RocksDbTables.open(copy, RocksDbTables.Access.READ)) {
            RocksDbFiles copied = new RocksDbFiles(copy);
            extent(opened, copied).write(copy);
        }
    }

    private static RememberedExtent extent(RocksDbTables tables, RocksDbFiles files) {
        try {
            return RememberedExtent.of(tables, files);
        } catch (RocksDBException e) {
            throw RocksDbErrors.reading(e);
        }
    }
}
