package dev.wayside.kvstore.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import dev.wayside.kvstore.CellKey;
import dev.wayside.kvstore.HistoryBatch;
import dev.wayside.kvstore.HistoryStore;
import dev.wayside.kvstore.HistoryStoreContract;
import dev.wayside.kvstore.HistoryStoreException;
import dev.wayside.kvstore.HistoryStoreException.Reason;
import dev.wayside.kvstore.Samples;
import dev.wayside.kvstore.StoreSettings;
import dev.wayside.kvstore.Visit;
import dev.wayside.kvstore.VisitKey;
import dev.wayside.kvstore.VisitSignal;
import dev.wayside.kvstore.engine.KeyCodec;
import dev.wayside.kvstore.engine.PerformanceLayoutOne;
import dev.wayside.kvstore.engine.StoreIdentity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.RocksDBException;

class RocksDbHistoryStoreTest extends HistoryStoreContract {

    private static final CellKey CELL = new CellKey("cmcc", "70017");
    private static final byte[] FORMAT_KEY = "format-version".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path folder;

    @Override
    protected HistoryStore open(StoreSettings settings) {
        return RocksDbHistoryStore.openOrCreate(folder.resolve("store"), settings);
    }

    @Test
    void aSecondWriterIsToldWhoHoldsTheStore() {
        assertThatExceptionOfType(HistoryStoreException.class)
                .isThrownBy(() -> RocksDbHistoryStore.open(folder.resolve("store")))
                .withMessageContaining("open in another process")
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.LOCKED));
    }

    @Test
    void aReaderMaySeeTheStoreWhileItIsWritten() {
        Path directory = folder.resolve("shared");
        Visit visit = Samples.visit(CELL, LocalDate.of(2026, 1, 5), 1, 0, 80, 1);
        try (HistoryStore writer = RocksDbHistoryStore.openOrCreate(directory, Samples.SETTINGS)) {
            writer.write(new HistoryBatch(List.of(visit), List.of()));
            try (HistoryStore reader = RocksDbHistoryStore.openReadOnly(directory);
                    Stream<VisitSignal> signals = reader.signals(CELL)) {
                assertThat(signals).containsExactly(visit.signal());
            }
        }
    }

    @Test
    void aStoreOfANewerFormatIsRefused() throws RocksDBException {
        Path directory = folder.resolve("newer");
        RocksDbHistoryStore.openOrCreate(directory, Samples.SETTINGS).close();
        mark(directory, StoreIdentity.FORMAT_VERSION + 1);

        assertThatExceptionOfType(HistoryStoreException.class)
                .isThrownBy(() -> RocksDbHistoryStore.open(directory))
                .withMessageContaining("format version 3")
                .withMessageContaining("upgrade Wayside")
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.NEWER_FORMAT));
    }

    @Test
    void aStoreOfVersionOneIsReadAndTheFirstOpeningForWritingUpgradesIt() throws RocksDBException {
        Path directory = folder.resolve("older");
        Visit older = Samples.visit(CELL, LocalDate.of(2026, 1, 5), 1, 0, 80, 1);
        storeOfVersionOne(directory, older);

        try (HistoryStore store = RocksDbHistoryStore.openReadOnly(directory)) {
            assertHolds(store, older);
        }
        assertThat(markOf(directory)).isEqualTo("1");

        Visit newer = Samples.radioVisit(CELL, LocalDate.of(2026, 1, 6), 2);
        try (HistoryStore store = RocksDbHistoryStore.open(directory)) {
            assertThat(store.settings()).isEqualTo(Samples.SETTINGS);
            assertHolds(store, older);
            store.write(new HistoryBatch(List.of(newer), List.of()));
        }
        // Earlier versions refuse this mark as that of a newer Wayside.
        assertThat(markOf(directory)).isEqualTo("2");
        try (HistoryStore store = RocksDbHistoryStore.openReadOnly(directory)) {
            assertHolds(store, older, newer);
        }
    }

    private static void storeOfVersionOne(Path directory, Visit visit) throws RocksDBException {
        try (HistoryStore store = RocksDbHistoryStore.openOrCreate(directory, Samples.SETTINGS)) {
            store.write(new HistoryBatch(List.of(visit), List.of()));
        }
        try (RocksDbTables tables = RocksDbTables.open(directory, RocksDbTables.Access.WRITE)) {
            byte[] key = KeyCodec.visit(visit.signal().key());
            byte[] performance = PerformanceLayoutOne.encode(visit.performance());
            tables.database().put(tables.handle(RocksDbTables.Table.PERFORMANCE), key, performance);
        }
        mark(directory, 1);
    }

    private static void assertHolds(HistoryStore store, Visit... visits) {
        try (Stream<VisitSignal> signals = store.signals(CELL)) {
            assertThat(signals)
                    .containsExactlyElementsOf(
                            Stream.of(visits).map(Visit::signal).toList());
        }
        for (Visit visit : visits) {
            VisitKey key = visit.signal().key();
            assertThat(store.performance(List.of(key))).isEqualTo(Map.of(key, visit.performance()));
        }
    }

    private static void mark(Path directory, int formatVersion) throws RocksDBException {
        try (RocksDbTables tables = RocksDbTables.open(directory, RocksDbTables.Access.WRITE)) {
            byte[] version = Integer.toString(formatVersion).getBytes(StandardCharsets.UTF_8);
            tables.database().put(tables.handle(RocksDbTables.Table.META), FORMAT_KEY, version);
        }
    }

    private static String markOf(Path directory) throws RocksDBException {
        try (RocksDbTables tables = RocksDbTables.open(directory, RocksDbTables.Access.READ)) {
            return new String(
                    Objects.requireNonNull(tables.find(RocksDbTables.Table.META, FORMAT_KEY)), StandardCharsets.UTF_8);
        }
    }

    @Test
    void otherSettingsAreRefusedOneByOne() {
        Path directory = folder.resolve("settings");
        RocksDbHistoryStore.openOrCreate(directory, Samples.SETTINGS).close();
        StoreSettings coarser = new StoreSettings(1_000, 10, 1, 5_000, 3_000, ZoneId.of("UTC"));

        assertThatExceptionOfType(HistoryStoreException.class)
                .isThrownBy(() -> RocksDbHistoryStore.openOrCreate(directory, coarser))
                .withMessageContaining("sampling interval (ms) is 100 in the store, 1000 was requested")
                .withMessageContaining("window length (samples) is 50 in the store, 10 was requested")
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.OTHER_SETTINGS));
        RocksDbHistoryStore.open(directory).close();
    }

    @Test
    void aMissingStoreIsNotCreatedByOpening() {
        Path directory = folder.resolve("missing");
        assertThatExceptionOfType(HistoryStoreException.class)
                .isThrownBy(() -> RocksDbHistoryStore.openReadOnly(directory))
                .withMessageContaining("there is no store at " + directory)
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.ABSENT));
        assertThat(directory).doesNotExist();
    }

    @Test
    void aFolderOfOtherThingsIsLeftAlone() throws IOException {
        Path directory = Files.createDirectory(folder.resolve("photos"));
        Files.writeString(directory.resolve("holiday.txt"), "sun");
        assertThatExceptionOfType(HistoryStoreException.class)
                .isThrownBy(() -> RocksDbHistoryStore.openOrCreate(directory, Samples.SETTINGS))
                .withMessageContaining("not empty");
        assertThat(directory).isDirectoryContaining(file -> file.endsWith("holiday.txt"));
    }

    @Test
    void aStoreWhoseCreatorDiedBeforeSayingWhatItIsCanStillBeCreated() throws RocksDBException {
        Path directory = folder.resolve("stillborn");
        RocksDbTables.open(directory, RocksDbTables.Access.CREATE).close();
        try (HistoryStore store = RocksDbHistoryStore.openOrCreate(directory, Samples.SETTINGS)) {
            assertThat(store.settings()).isEqualTo(Samples.SETTINGS);
        }
    }

    @Test
    void aDamagedValueIsReportedNotReturned() throws RocksDBException {
        Path directory = folder.resolve("damaged");
        Visit visit = Samples.visit(CELL, LocalDate.of(2026, 1, 5), 1, 0, 80, 1);
        try (HistoryStore store = RocksDbHistoryStore.openOrCreate(directory, Samples.SETTINGS)) {
            store.write(new HistoryBatch(List.of(visit), List.of()));
        }
        try (RocksDbTables tables = RocksDbTables.open(directory, RocksDbTables.Access.WRITE)) {
            byte[] key = KeyCodec.visit(visit.signal().key());
            tables.database().put(tables.handle(RocksDbTables.Table.SIGNAL), key, new byte[] {1, 2, 3});
        }
        try (HistoryStore store = RocksDbHistoryStore.open(directory)) {
            assertThatExceptionOfType(HistoryStoreException.class)
                    .isThrownBy(() -> {
                        try (Stream<VisitSignal> signals = store.signals(CELL)) {
                            signals.toList();
                        }
                    })
                    .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.CORRUPT));
        }
    }

    @Test
    void aStoreWhoseFilesAreDamagedSaysSo() throws IOException {
        Path directory = folder.resolve("torn");
        RocksDbHistoryStore.openOrCreate(directory, Samples.SETTINGS).close();
        Files.writeString(directory.resolve("CURRENT"), "nonsense");
        assertThatExceptionOfType(HistoryStoreException.class)
                .isThrownBy(() -> RocksDbHistoryStore.open(directory))
                .withMessageContaining(directory.toString())
                .satisfies(e -> assertThat(e.reason()).isIn(Reason.CORRUPT, Reason.IO));
    }
}
