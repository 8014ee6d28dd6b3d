package dev.wayside.kvstore.rocksdb;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import dev.wayside.kvstore.CellKey;
import dev.wayside.kvstore.CheckpointStore;
import dev.wayside.kvstore.Handover;
import dev.wayside.kvstore.HistoryBatch;
import dev.wayside.kvstore.HistoryListener;
import dev.wayside.kvstore.HistoryStoreException;
import dev.wayside.kvstore.HistoryStoreException.Reason;
import dev.wayside.kvstore.PerformanceSeries;
import dev.wayside.kvstore.StoreSettings;
import dev.wayside.kvstore.StoreStatistics;
import dev.wayside.kvstore.Visit;
import dev.wayside.kvstore.VisitKey;
import dev.wayside.kvstore.VisitSignal;
import dev.wayside.kvstore.engine.ChangeFeed;
import dev.wayside.kvstore.engine.HandoverCodec;
import dev.wayside.kvstore.engine.KeyCodec;
import dev.wayside.kvstore.engine.OpenState;
import dev.wayside.kvstore.engine.PerformanceCodec;
import dev.wayside.kvstore.engine.SignalCodec;
import dev.wayside.kvstore.engine.StatisticsCount;
import dev.wayside.kvstore.engine.StoreIdentity;
import dev.wayside.kvstore.engine.StoredValues;
import dev.wayside.kvstore.rocksdb.RocksDbTables.Table;
import org.jspecify.annotations.Nullable;
import org.rocksdb.Checkpoint;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * The history in a RocksDB in one directory: embedded, no server, one writing process at a time.
 *
 * <p>A stretch of a visit is one row in each of two tables (signal, performance), so that a search reads only signal.
 * An offset into a stretch is a window: each sample is stored once. Rows of one cell and day are adjacent.
 *
 * <p>Closing while a stream is open or a call is in progress throws an {@link IllegalStateException}.
 */
public final class RocksDbHistoryStore implements CheckpointStore {

    private static final String CALIBRATION = "calibration";
    private static final String MAPPINGS = "mapping";
    private static final byte[] NO_VALUE = {};
    /** Bounds below and above every key: keys begin with UTF-8, which never has this byte. */
    private static final byte[] FIRST = {};

    private static final byte[] LAST = {(byte) 0xFF};

    private final RocksDbFiles files;
    private final RocksDbTables tables;
    private final RocksDB database;
    private final StoreSettings settings;
    private final OpenState state = new OpenState();
    private final RocksDbValues values;
    private final ChangeFeed changes = new ChangeFeed();

    private RocksDbHistoryStore(RocksDbFiles files, RocksDbTables tables, StoreSettings settings) {
        this.files = files;
        this.tables = tables;
        this.database = tables.database();
        this.settings = settings;
        this.values = new RocksDbValues(state, tables);
    }

    /**
     * Opens a store for reading and writing. One of an earlier format is upgraded: earlier versions then refuse it.
     *
     * @throws HistoryStoreException if it is absent, locked, of a newer format, or damaged
     */
    public static RocksDbHistoryStore open(Path directory) {
        return openPresent(new RocksDbFiles(directory), RocksDbTables.Access.WRITE);
    }

    /**
     * Opens a store for reading, also while another process writes; sees the writes from before the call. A store of an
     * earlier format stays as it is.
     *
     * @throws HistoryStoreException if it is absent, of a newer format, or damaged
     */
    public static RocksDbHistoryStore openReadOnly(Path directory) {
        return openPresent(new RocksDbFiles(directory), RocksDbTables.Access.READ);
    }

    /**
     * Opens a store for reading and writing; creates it if the directory is empty or absent, or if an earlier creation
     * was interrupted.
     *
     * @throws HistoryStoreException as {@link #open}, and if the store has other settings, or the directory holds
     *     something else
     */
    public static RocksDbHistoryStore openOrCreate(Path directory, StoreSettings settings) {
        RocksDbFiles files = new RocksDbFiles(directory);
        if (!files.arePresent()) {
            files.prepareEmpty();
        }
        RocksDbHistoryStore store = open(files, RocksDbTables.Access.CREATE, settings);
        try {
            StoreIdentity.requireNone(directory.toString(), store.settings.differencesFrom(settings));
            return store;
        } catch (HistoryStoreException e) {
            store.close();
            throw e;
        }
    }

    @Override
    public StoreSettings settings() {
        return settings;
    }

    @Override
    public void write(HistoryBatch batch) {
        changes.write(batch, () -> writeRows(batch));
    }

    private void writeRows(HistoryBatch batch) {
        try (OpenState.Lease lease = state.enter();
                WriteBatch rows = new WriteBatch();
                WriteOptions options = new WriteOptions()) {
            for (Visit visit : batch.visits()) {
                byte[] key = KeyCodec.visit(visit.signal().key());
                rows.put(tables.handle(Table.SIGNAL), key, SignalCodec.encode(visit.signal()));
                rows.put(tables.handle(Table.PERFORMANCE), key, PerformanceCodec.encode(visit.performance()));
            }
            for (Handover handover : batch.handovers()) {
                byte[] key = KeyCodec.handover(handover, settings.dayOf(handover.epochMillis()));
                rows.put(tables.handle(Table.HANDOVER), key, HandoverCodec.encode(handover));
            }
            database.write(options, rows);
        } catch (RocksDBException e) {
            throw RocksDbErrors.writing(e);
        }
    }

    @Override
    public Stream<String> carriers() {
        RocksDbRange keys = range(Table.SIGNAL, FIRST, LAST);
        return keys.stream(
                (key, value) -> KeyCodec.readCell(key).carrier(), carrier -> keys.seek(KeyCodec.afterCarrier(carrier)));
    }

    @Override
    public Stream<CellKey> cells(String carrier, String afterCellId) {
        byte[] start = afterCellId.isEmpty()
                ? KeyCodec.carrierPrefix(carrier)
                : KeyCodec.afterCell(new CellKey(carrier, afterCellId));
        return cells(range(Table.SIGNAL, start, KeyCodec.afterCarrier(carrier)));
    }

    private static Stream<CellKey> cells(RocksDbRange keys) {
        return keys.stream((key, value) -> KeyCodec.readCell(key), cell -> keys.seek(KeyCodec.afterCell(cell)));
    }

    @Override
    public Stream<VisitSignal> signals(CellKey cell) {
        return range(Table.SIGNAL, KeyCodec.cellPrefix(cell), KeyCodec.afterCell(cell)).stream(
                (key, value) -> SignalCodec.decode(KeyCodec.readVisit(key), value));
    }

    @Override
    public Map<VisitKey, PerformanceSeries> performance(Collection<VisitKey> keys) {
        Map<VisitKey, PerformanceSeries> found = new HashMap<>();
        for (VisitKey key : keys) {
            byte[] value = find(Table.PERFORMANCE, KeyCodec.visit(key));
            if (value != null) {
                found.put(key, StoredValues.decoding(() -> PerformanceCodec.decode(value)));
            }
        }
        return found;
    }

    @Override
    public Stream<Handover> handovers(CellKey source) {
        return range(Table.HANDOVER, KeyCodec.cellPrefix(source), KeyCodec.afterCell(source)).stream(
                (key, value) -> HandoverCodec.decode(source, value));
    }

    @Override
    public Stream<Handover> allHandovers() {
        return range(Table.HANDOVER, FIRST, LAST).stream(
                (key, value) -> HandoverCodec.decode(KeyCodec.readCell(key), value));
    }

    @Override
    public void deleteDay(String carrier, LocalDate day) {
        changes.deleteDay(carrier, day, () -> deleteRows(carrier, day));
    }

    private void deleteRows(String carrier, LocalDate day) {
        try (OpenState.Lease lease = state.enter();
                WriteBatch rows = new WriteBatch();
                WriteOptions options = new WriteOptions().setSync(true)) {
            for (Table table : List.of(Table.SIGNAL, Table.PERFORMANCE, Table.HANDOVER)) {
                deleteDay(rows, table, carrier, day);
            }
            // An incomplete source must not be skipped when it is ingested again.
            rows.deleteRange(tables.handle(Table.SOURCE), FIRST, LAST);
            database.write(options, rows);
        } catch (RocksDBException e) {
            throw RocksDbErrors.writing(e);
        }
    }

    private void deleteDay(WriteBatch rows, Table table, String carrier, LocalDate day) throws RocksDBException {
        try (Stream<CellKey> cells =
                cells(range(table, KeyCodec.carrierPrefix(carrier), KeyCodec.afterCarrier(carrier)))) {
            for (CellKey cell : (Iterable<CellKey>) cells::iterator) {
                rows.deleteRange(
                        tables.handle(table), KeyCodec.dayPrefix(cell, day), KeyCodec.dayPrefix(cell, day.plusDays(1)));
            }
        }
    }

    @Override
    public StoreStatistics statistics() {
        StatisticsCount count = new StatisticsCount(settings);
        try (RocksDbRange signals = range(Table.SIGNAL, FIRST, LAST);
                Stream<Integer> counted = signals.stream((key, value) -> {
                    int samples = SignalCodec.sampleCount(value);
                    count.addVisit(KeyCodec.readVisit(key), samples);
                    return samples;
                })) {
            counted.forEach(samples -> {});
        }
        try (Stream<Handover> handovers = allHandovers()) {
            handovers.forEach(count::addHandover);
        }
        return new StoreStatistics(count.carriers(), files.bytes());
    }

    @Override
    public void sync() {
        try (OpenState.Lease lease = state.enter()) {
            database.flushWal(true);
        } catch (RocksDBException e) {
            throw RocksDbErrors.writing(e);
        }
    }

    @Override
    public void requireWritable() {
        // RocksDB checks for an earlier failure before it looks at the batch.
        try (OpenState.Lease lease = state.enter();
                WriteBatch nothing = new WriteBatch();
                WriteOptions options = new WriteOptions().setDisableWAL(true)) {
            database.write(options, nothing);
        } catch (RocksDBException e) {
            throw RocksDbErrors.writing(e);
        }
    }

    @Override
    public void acknowledge(String sourceFingerprint) {
        // A sync of the log makes earlier writes durable as well.
        try (OpenState.Lease lease = state.enter();
                WriteOptions options = new WriteOptions().setSync(true)) {
            database.put(tables.handle(Table.SOURCE), options, utf8(sourceFingerprint), NO_VALUE);
        } catch (RocksDBException e) {
            throw RocksDbErrors.writing(e);
        }
    }

    @Override
    public boolean isAcknowledged(String sourceFingerprint) {
        return find(Table.SOURCE, utf8(sourceFingerprint)) != null;
    }

    @Override
    public Stream<String> acknowledgedSources() {
        return range(Table.SOURCE, FIRST, LAST).stream((key, value) -> new String(key, StandardCharsets.UTF_8));
    }

    @Override
    public Optional<byte[]> calibration() {
        return values.find(CALIBRATION);
    }

    @Override
    public void keepCalibration(byte[] calibration) {
        values.keep(CALIBRATION, calibration);
    }

    @Override
    public List<String> mappings() {
        return values.names(MAPPINGS);
    }

    @Override
    public Optional<byte[]> mapping(String name) {
        return values.find(MAPPINGS + '/' + name);
    }

    @Override
    public void keepMapping(String name, byte[] mapping) {
        values.keep(MAPPINGS + '/' + name, mapping);
    }

    @Override
    public void deleteMapping(String name) {
        values.delete(MAPPINGS + '/' + name);
    }

    @Override
    public void checkpoint(Path target) {
        if (Files.exists(target)) {
            throw new HistoryStoreException(Reason.IO, target + " already exists; name another directory");
        }
        try (OpenState.Lease lease = state.enter();
                Checkpoint checkpoint = Checkpoint.create(database)) {
            checkpoint.createCheckpoint(target.toString());
        } catch (RocksDBException e) {
            throw RocksDbErrors.writing(e);
        }
    }

    @Override
    public void addListener(HistoryListener listener) {
        changes.add(listener);
    }

    @Override
    public void close() {
        if (state.close()) {
            tables.close();
        }
    }

    private static RocksDbHistoryStore openPresent(RocksDbFiles files, RocksDbTables.Access access) {
        files.requirePresent();
        return open(files, access, null);
    }

    private static RocksDbHistoryStore open(
            RocksDbFiles files, RocksDbTables.Access access, @Nullable StoreSettings settingsIfNew) {
        try {
            RocksDbTables tables = RocksDbTables.open(files.directory(), access);
            try {
                StoreSettings settings = new RocksDbIdentity(files, tables).establish(settingsIfNew);
                return new RocksDbHistoryStore(files, tables, settings);
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

    private byte @Nullable [] find(Table table, byte[] key) {
        try (OpenState.Lease lease = state.enter()) {
            return tables.find(table, key);
        } catch (RocksDBException e) {
            throw RocksDbErrors.reading(e);
        }
    }

    private RocksDbRange range(Table table, byte[] start, byte[] end) {
        return new RocksDbRange(state.enter(), database, tables.handle(table), start, end);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
