package dev.wayside.kvstore.rocksdb;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;

import dev.wayside.kvstore.CellKey;
import dev.wayside.kvstore.HistoryStoreException;
import dev.wayside.kvstore.HistoryStoreException.Reason;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WALRecoveryMode;
import org.rocksdb.WriteOptions;

/** An open RocksDB with its tables and native resources, which are closed in reverse order of opening. */
final class RocksDbTables implements AutoCloseable {

    /** The tables, a column family each. */
    enum Table {
        META("default"),
        SIGNAL("signal"),
        PERFORMANCE("performance"),
        HANDOVER("handover"),
        SOURCE("source"),
        /** The youngest: stores of earlier versions lack it until they are opened for writing. */
        TRIP("trip");

        private final String columnFamily;

        Table(String columnFamily) {
            this.columnFamily = columnFamily;
        }

        String columnFamily() {
            return columnFamily;
        }

        /** The rows of a cell, in words. */
        String place(CellKey cell) {
            return "cell " + cell.cellId() + " of carrier " + cell.carrier() + " in table " + columnFamily;
        }
    }

    /** The mode in which a database is opened. */
    enum Access {
        READ,
        WRITE,
        CREATE
    }

    /**
     * Chosen: sizes that a machine with 2 GB of memory can afford. A Bloom filter of 10 bits per key, RocksDB's usual,
     * has about 1 % false positives.
     */
    private static final long BLOCK_CACHE_BYTES = 128L << 20;

    private static final long MEMTABLE_BYTES = 32L << 20;
    private static final long LOG_BYTES = 128L << 20;
    private static final int BLOCK_BYTES = 16 << 10;
    private static final int BLOOM_BITS_PER_KEY = 10;
    private static final int OPEN_FILES = 512;

    /** Bounds below and above every key: keys begin with UTF-8, which never has this byte. */
    static final byte[] FIRST = {};

    static final byte[] LAST = {(byte) 0xFF};

    /** The option of RocksDB that makes it refuse to open without a closed file of its write-ahead log. */
    private static final Properties WAL_FILES_ARE_COUNTED = new Properties();

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final Map<String, ColumnFamilyHandle> handles = new HashMap<>();
    private final RocksDB database;
    private final boolean writable;

    static {
        RocksDB.loadLibrary();
        // The Java interface has no setter for it.
        WAL_FILES_ARE_COUNTED.setProperty("track_and_verify_wals_in_manifest", "true");
    }

    private RocksDbTables(Path directory, Access access) throws RocksDBException {
        writable = access != Access.READ;
        try {
            List<ColumnFamilyHandle> inOrder = new ArrayList<>();
            List<ColumnFamilyDescriptor> descriptors = descriptors(directory, access, tableOptions());
            DBOptions options = databaseOptions(access);
            database = own(
                    writable
                            ? RocksDB.open(options, directory.toString(), descriptors, inOrder)
                            : RocksDB.openReadOnly(options, directory.toString(), descriptors, inOrder));
            for (int i = 0; i < inOrder.size(); i++) {
                handles.put(new String(descriptors.get(i).getName(), StandardCharsets.UTF_8), own(inOrder.get(i)));
            }
        } catch (RocksDBException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Opens a database; {@link Access#CREATE} creates its missing parts. */
    static RocksDbTables open(Path directory, Access access) throws RocksDBException {
        return new RocksDbTables(directory, access);
    }

    /**
     * True if nothing was ever written: the database is new, or its creation was interrupted before its identity was
     * written.
     */
    boolean isNew() {
        return database.getLatestSequenceNumber() == 0;
    }

    boolean isWritable() {
        return writable;
    }

    byte @Nullable [] find(Table table, byte[] key) throws RocksDBException {
        return database.get(handle(table), key);
    }

    RocksDB database() {
        return database;
    }

    boolean has(Table table) {
        return handles.containsKey(table.columnFamily);
    }

    /** Deletes all rows of a table; once this returns, that survives loss of power. */
    void clear(Table table) throws RocksDBException {
        try (WriteOptions options = new WriteOptions().setSync(true)) {
            database.deleteRange(handle(table), options, FIRST, LAST);
        }
    }

    ColumnFamilyHandle handle(Table table) {
        ColumnFamilyHandle handle = handles.get(table.columnFamily);
        if (handle == null) {
            throw new HistoryStoreException(Reason.CORRUPT, "the store has no table " + table.columnFamily);
        }
        return handle;
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        while (!opened.isEmpty()) {
            close(opened.pop());
        }
    }

    private static void close(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception e) {
            throw new IllegalStateException("a native resource of the store did not close", e);
        }
    }

    private <T extends AutoCloseable> T own(T resource) {
        opened.push(resource);
        return resource;
    }

    private DBOptions databaseOptions(Access access) {
        return own(DBOptions.getDBOptionsFromProps(WAL_FILES_ARE_COUNTED))
                .setCreateIfMissing(access == Access.CREATE)
                .setCreateMissingColumnFamilies(access != Access.READ)
                .setMaxOpenFiles(OPEN_FILES)
                .setMaxBackgroundJobs(2)
                .setMaxTotalWalSize(LOG_BYTES)
                // Every record is complete in itself, so those after a damaged one count; what was skipped is told.
                .setWalRecoveryMode(WALRecoveryMode.SkipAnyCorruptedRecords)
                .setKeepLogFileNum(2)
                .setInfoLogLevel(InfoLogLevel.WARN_LEVEL);
    }

    private ColumnFamilyOptions tableOptions() {
        Cache cache = own(new LRUCache(BLOCK_CACHE_BYTES));
        BlockBasedTableConfig blocks = new BlockBasedTableConfig()
                .setBlockSize(BLOCK_BYTES)
                .setFilterPolicy(own(new BloomFilter(BLOOM_BITS_PER_KEY)))
                .setBlockCache(cache)
                .setCacheIndexAndFilterBlocks(true)
                .setPinL0FilterAndIndexBlocksInCache(true)
                .setFormatVersion(5);
        return own(new ColumnFamilyOptions())
                .setTableFormatConfig(blocks)
                .setWriteBufferSize(MEMTABLE_BYTES)
                .setCompressionType(CompressionType.LZ4_COMPRESSION)
                .setBottommostCompressionType(CompressionType.ZSTD_COMPRESSION);
    }

    /** All existing tables, also those of a newer format: RocksDB requires that all are opened. */
    private static List<ColumnFamilyDescriptor> descriptors(
            Path directory, Access access, ColumnFamilyOptions tableOptions) throws RocksDBException {
        Set<String> names = new LinkedHashSet<>();
        if (new RocksDbFiles(directory).arePresent()) {
            try (Options options = new Options()) {
                for (byte[] name : RocksDB.listColumnFamilies(options, directory.toString())) {
                    names.add(new String(name, StandardCharsets.UTF_8));
                }
            }
        }
        if (access == Access.CREATE) {
            for (Table table : Table.values()) {
                names.add(table.columnFamily);
            }
        } else if (access == Access.WRITE && names.contains(Table.SIGNAL.columnFamily)) {
            names.add(Table.TRIP.columnFamily);
        }
        return names.stream()
                .map(name -> new ColumnFamilyDescriptor(name.getBytes(StandardCharsets.UTF_8), tableOptions))
                .toList();
    }
}
