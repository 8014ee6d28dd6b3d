package dev.wayside.kvstore.rocksdb;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

import dev.wayside.kvstore.CellKey;
import dev.wayside.kvstore.CheckpointStore;
import dev.wayside.kvstore.DamagedFile;
import dev.wayside.kvstore.Handover;
import dev.wayside.kvstore.HistoryBatch;
import dev.wayside.kvstore.HistoryListener;
import dev.wayside.kvstore.HistoryStoreException;
import dev.wayside.kvstore.HistoryStoreException.Reason;
import dev.wayside.kvstore.PerformanceSeries;
import dev.wayside.kvstore.StoreSettings;
import dev.wayside.kvstore.StoreStatistics;
import dev.wayside.kvstore.TripStore;
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
    private final RocksDbFiles files;
    private final RocksDbTables tables;
    private final RocksDB database;
    private final StoreSettings settings;
    private final OpenState state = new OpenState();
    private final RocksDbValues values;
    private final RocksDbSources sources;
    private final RocksDbTrips trips;
    private final ChangeFeed changes = new ChangeFeed();
    private final DamageRecord damage;
    private final ExtentMemory extent;

    private RocksDbHistoryStore(
            RocksDbFiles files, RocksDbTables.Access access, @Nullable StoreSettings settingsIfNew) {
        RocksDbOpening opening = RocksDbOpening.open(files, access, settingsIfNew);
        this.files = files;
        this.tables = opening.tables();
        this.database = tables.database();
        this.settings = opening.settings();
        this.damage = opening.damage();
        this.extent = new ExtentMemory(files, tables, access != RocksDbTables.Access.READ);
        this.values = new RocksDbValues(state, tables);
        this.sources = new RocksDbSources(state, tables);
        this.trips = new RocksDbTrips(state, tables);
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
        RocksDbHistoryStore store = new RocksDbHistoryStore(files, RocksDbTables.Access.CREATE, settings);
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
        RocksDbRange keys = range(Table.SIGNAL, RocksDbTables.FIRST, RocksDbTables.LAST);
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
        return ofCell(Table.SIGNAL, cell).stream((key, value) -> SignalCodec.decode(KeyCodec.readVisit(key), value));
    }

    @Override
    public Stream<VisitSignal> signals(CellKey cell, LocalDate day) {
        return range(Table.SIGNAL, KeyCodec.dayPrefix(cell, day), KeyCodec.dayPrefix(cell, day.plusDays(1))).stream(
                (key, value) -> SignalCodec.decode(KeyCodec.readVisit(key), value));
    }

    @Override
    public Map<VisitKey, PerformanceSeries> performance(Collection<VisitKey> keys) {
        Map<VisitKey, PerformanceSeries> found = new HashMap<>();
        for (VisitKey key : keys) {
            PerformanceSeries series = performance(key);
            if (series != null) {
                found.put(key, series);
            }
        }
        return found;
    }

    private @Nullable PerformanceSeries performance(VisitKey key) {
        try {
            byte[] value = find(Table.PERFORMANCE, KeyCodec.visit(key));
            return value == null ? null : StoredValues.decoding(() -> PerformanceCodec.decode(value));
        } catch (HistoryStoreException e) {
            throw damage.noted(Table.PERFORMANCE.place(key.cell()), e);
        }
    }

    @Override
    public Stream<Handover> handovers(CellKey source) {
        return ofCell(Table.HANDOVER, source).stream((key, value) -> HandoverCodec.decode(source, value));
    }

    @Override
    public Stream<Handover> allHandovers() {
        return range(Table.HANDOVER, RocksDbTables.FIRST, RocksDbTables.LAST).stream(
                (key, value) -> HandoverCodec.decode(KeyCodec.readCell(key), value));
    }

    @Override
    public void deleteDay(String carrier, LocalDate day) {
        changes.deleteDay(carrier, day, () -> deleteRows(carrier, day));
    }

    private void deleteRows(String carrier, LocalDate day) {
        try (OpenState.Lease lease = state.enter()) {
            extent.rowsWillVanish();
            new RocksDbDeletion(tables).delete(carrier, day, this::cellsWithRows);
        } catch (RocksDBException e) {
            throw RocksDbErrors.writing(e);
        }
    }

    private Stream<CellKey> cellsWithRows(Table table, String carrier) {
        return cells(range(table, KeyCodec.carrierPrefix(carrier), KeyCodec.afterCarrier(carrier)));
    }

    @Override
    public StoreStatistics statistics() {
        StatisticsCount count = new StatisticsCount(settings);
        try (RocksDbRange signals = range(Table.SIGNAL, RocksDbTables.FIRST, RocksDbTables.LAST);
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
            extent.remember();
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
        sources.acknowledge(sourceFingerprint);
        extent.remember();
    }

    @Override
    public boolean isAcknowledged(String sourceFingerprint) {
        return sources.isAcknowledged(sourceFingerprint);
    }

    @Override
    public Stream<String> acknowledgedSources() {
        return sources.all();
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
    public TripStore trips() {
        return trips;
    }

    @Override
    public void checkpoint(Path target) {
        if (Files.exists(target)) {
            throw new HistoryStoreException(Reason.IO, target + " already exists; name another directory");
        }
        try (OpenState.Lease lease = state.enter();
                Checkpoint checkpoint = Checkpoint.create(database)) {
            checkpoint.createCheckpoint(target.toString());
            ExtentMemory.rememberIn(target);
        } catch (RocksDBException e) {
            throw RocksDbErrors.writing(e);
        }
    }

    @Override
    public List<String> damage() {
        return damage.places();
    }

    @Override
    public long tableFileBytes() {
        try (OpenState.Lease lease = state.enter()) {
            return new TableFiles(database).bytes();
        }
    }

    @Override
    public List<DamagedFile> damagedFiles(LongConsumer progress) {
        try (OpenState.Lease lease = state.enter()) {
            return new TableFiles(database).damaged(progress);
        }
    }

    @Override
    public void addListener(HistoryListener listener) {
        changes.add(listener);
    }

    @Override
    public void close() {
        if (state.close()) {
            try (RocksDbTables closed = tables) {
                extent.rememberNow();
            }
        }
    }

    private static RocksDbHistoryStore openPresent(RocksDbFiles files, RocksDbTables.Access access) {
        files.requirePresent();
        return new RocksDbHistoryStore(files, access, null);
    }

    private byte @Nullable [] find(Table table, byte[] key) {
        try (OpenState.Lease lease = state.enter()) {
            return tables.find(table, key);
        } catch (RocksDBException e) {
            throw RocksDbErrors.reading(e);
        }
    }

    private RocksDbRange range(Table table, byte[] start, byte[] end) {
        return range(table, start, end, "table " + table.columnFamily());
    }

    private RocksDbRange ofCell(Table table, CellKey cell) {
        return range(table, KeyCodec.cellPrefix(cell), KeyCodec.afterCell(cell), table.place(cell));
    }

    private RocksDbRange range(Table table, byte[] start, byte[] end, String place) {
        return new RocksDbRange(
                state.enter(), database, tables.handle(table), start, end, failure -> damage.noted(place, failure));
    }
}
