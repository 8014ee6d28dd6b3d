package dev.wayside.kvstore.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import dev.wayside.kvstore.CellKey;
import dev.wayside.kvstore.HistoryBatch;
import dev.wayside.kvstore.HistoryStore;
import dev.wayside.kvstore.HistoryStoreException;
import dev.wayside.kvstore.HistoryStoreException.Reason;
import dev.wayside.kvstore.Samples;
import dev.wayside.kvstore.Visit;
import dev.wayside.kvstore.VisitSignal;
import dev.wayside.kvstore.command.StoreVerification;
import dev.wayside.kvstore.rocksdb.RocksDbTables.Table;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rocksdb.FlushOptions;
import org.rocksdb.RocksDBException;

/** Stores whose files were damaged: never a silent loss, and all that can be read is saved. */
class DamagedStoreTest {

    private static final LocalDate DAY = LocalDate.of(2026, 1, 5);
    private static final int VISITS = 300;

    @TempDir
    private Path folder;

    @Test
    void aDamagedWriteAheadLogIsToldAndItsSourcesAreReadAgain() throws IOException {
        Path store = filled("log");
        flip(only(store, ".log"), 0.5);
        try (RocksDbHistoryStore opened = RocksDbHistoryStore.open(store)) {
            assertThat(opened.damage()).singleElement().asString().contains("write-ahead log was damaged", "=");
            assertThat(windows(opened)).isPositive().isLessThan(windowsOf(VISITS));
            assertThat(opened.isAcknowledged("log.csv")).isFalse();
        }
        try (RocksDbHistoryStore again = RocksDbHistoryStore.open(store)) {
            assertThat(again.damage()).isEmpty();
        }
    }

    @Test
    void aTornEndOfTheWriteAheadLogIsOrdinary() throws IOException {
        Path store = filled("torn");
        Path log = only(store, ".log");
        byte[] bytes = Files.readAllBytes(log);
        Files.write(log, Arrays.copyOf(bytes, bytes.length - 7));
        try (RocksDbHistoryStore opened = RocksDbHistoryStore.open(store)) {
            assertThat(opened.damage()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9})
    void aCutListOfFilesIsRefusedAndNothingIsDeleted(double share) throws Exception {
        Path store = filled("manifest");
        flushed(store);
        Path manifest = manifest(store);
        byte[] bytes = Files.readAllBytes(manifest);
        Files.write(manifest, Arrays.copyOf(bytes, (int) (bytes.length * share)));
        List<String> before = tableFiles(store);
        try (RocksDbHistoryStore opened = RocksDbHistoryStore.open(store)) {
            assertThat(windows(opened)).isEqualTo(windowsOf(VISITS));
        } catch (HistoryStoreException e) {
            assertThat(e.reason()).isIn(Reason.CORRUPT, Reason.IO);
            assertThat(tableFiles(store)).isEqualTo(before);
            RocksDbSalvage.save(store, folder.resolve("saved"), line -> {});
            try (RocksDbHistoryStore saved = RocksDbHistoryStore.open(folder.resolve("saved"))) {
                assertThat(windows(saved)).isEqualTo(windowsOf(VISITS));
                assertThat(saved.settings()).isEqualTo(Samples.SETTINGS);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.2, 0.4, 0.6, 0.8})
    void aFreshStoreWithACutListOfFilesDoesNotOpenEmpty(double share) throws IOException {
        Path store = filled("fresh");
        Path manifest = manifest(store);
        byte[] bytes = Files.readAllBytes(manifest);
        Files.write(manifest, Arrays.copyOf(bytes, (int) (bytes.length * share)));
        try (RocksDbHistoryStore opened = RocksDbHistoryStore.openOrCreate(store, Samples.SETTINGS)) {
            assertThat(windows(opened)).isEqualTo(windowsOf(VISITS));
        } catch (HistoryStoreException e) {
            assertThat(e.reason()).isIn(Reason.CORRUPT, Reason.IO);
            RocksDbSalvage.save(store, folder.resolve("saved"), line -> {});
            try (RocksDbHistoryStore saved = RocksDbHistoryStore.open(folder.resolve("saved"))) {
                assertThat(windows(saved)).isEqualTo(windowsOf(VISITS));
            }
        }
    }

    @Test
    void aStoreWithoutItsWriteAheadLogIsRefused() throws IOException {
        Path store = filled("deleted");
        Files.delete(only(store, ".log"));
        assertThatExceptionOfType(HistoryStoreException.class)
                .isThrownBy(() -> RocksDbHistoryStore.open(store))
                .satisfies(e -> assertThat(e.reason()).isIn(Reason.CORRUPT, Reason.IO));
    }

    @Test
    void aBadBlockNamesItsCellsAndTheOthersAreSaved() throws Exception {
        Path store = filled("block");
        flushed(store);
        Path largest = largest(store);
        flip(largest, 0.3);
        try (RocksDbHistoryStore opened = RocksDbHistoryStore.openReadOnly(store)) {
            assertThat(opened.damagedFiles(bytes -> {})).singleElement().satisfies(file -> {
                assertThat(file.file()).contains(largest.getFileName().toString());
                assertThat(file.contents()).contains("cell").contains("carrier cmcc");
            });
            StoreVerification verification = StoreVerification.of(opened);
            assertThat(verification.isSound()).isFalse();
            assertThat(opened.damage())
                    .isNotEmpty()
                    .allSatisfy(place -> assertThat(place).contains("table"));
        }
        SalvageReport report = RocksDbSalvage.save(store, folder.resolve("saved"), line -> {});
        assertThat(report.lost()).isNotEmpty();
        try (RocksDbHistoryStore saved = RocksDbHistoryStore.open(folder.resolve("saved"))) {
            assertThat(StoreVerification.of(saved).isSound()).isTrue();
            assertThat(windows(saved)).isGreaterThan(windowsOf(VISITS) * 8 / 10).isLessThanOrEqualTo(windowsOf(VISITS));
        }
    }

    @Test
    void aSoundStoreIsSoundAndSavedWhole() throws Exception {
        Path store = filled("sound");
        flushed(store);
        try (RocksDbHistoryStore opened = RocksDbHistoryStore.openReadOnly(store)) {
            StoreVerification verification = StoreVerification.of(opened);
            assertThat(verification.faults()).isEmpty();
            assertThat(verification.toText()).contains("10 cells", VISITS + " stretches");
        }
        assertThat(RocksDbSalvage.save(store, folder.resolve("saved"), line -> {})
                        .lost())
                .isEmpty();
        try (RocksDbHistoryStore saved = RocksDbHistoryStore.open(folder.resolve("saved"));
                Stream<VisitSignal> signals = saved.signals(new CellKey("cmcc", "3"))) {
            assertThat(windows(saved)).isEqualTo(windowsOf(VISITS));
            assertThat(signals.findFirst().orElseThrow()).isEqualTo(visit(3).signal());
        }
    }

    @Test
    void aDeletionIsNoDamage() throws Exception {
        Path store = filled("deletion");
        flushed(store);
        try (RocksDbHistoryStore opened = RocksDbHistoryStore.open(store)) {
            opened.deleteDay("cmcc", DAY);
        }
        try (RocksDbTables tables = RocksDbTables.open(store, RocksDbTables.Access.WRITE)) {
            for (Table table : Table.values()) {
                tables.database().compactRange(tables.handle(table));
            }
        }
        try (RocksDbHistoryStore opened = RocksDbHistoryStore.open(store)) {
            assertThat(windows(opened)).isZero();
        }
    }

    /** A store whose rows are all in its write-ahead log. */
    private Path filled(String name) {
        Path directory = folder.resolve(name);
        try (RocksDbHistoryStore store = RocksDbHistoryStore.openOrCreate(directory, Samples.SETTINGS)) {
            for (int i = 0; i < VISITS; i++) {
                store.write(new HistoryBatch(List.of(visit(i)), List.of()));
            }
            store.acknowledge("log.csv");
        }
        return directory;
    }

    private static Visit visit(int number) {
        return Samples.visit(new CellKey("cmcc", Integer.toString(number % 10)), DAY, number, 0, 80, number);
    }

    /** Moves the rows into table files. */
    private static void flushed(Path directory) throws RocksDBException {
        try (RocksDbTables tables = RocksDbTables.open(directory, RocksDbTables.Access.WRITE);
                FlushOptions options = new FlushOptions().setWaitForFlush(true)) {
            for (Table table : Table.values()) {
                tables.database().flush(options, tables.handle(table));
            }
        }
        RocksDbHistoryStore.open(directory).close();
    }

    private static long windows(HistoryStore store) {
        return store.statistics().windows();
    }

    private static long windowsOf(int visits) {
        return (long) visits * Samples.SETTINGS.windowsIn(80);
    }

    private static void flip(Path file, double share) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[(int) (bytes.length * share)] ^= 1;
        Files.write(file, bytes);
    }

    private static Path only(Path directory, String suffix) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file ->
                            file.toString().endsWith(suffix) && file.toFile().length() > 0)
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static Path manifest(Path directory) throws IOException {
        return directory.resolve(Files.readString(directory.resolve("CURRENT")).strip());
    }

    private static Path largest(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".sst"))
                    .max((a, b) -> Long.compare(a.toFile().length(), b.toFile().length()))
                    .orElseThrow();
        }
    }

    private static List<String> tableFiles(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".sst") || name.endsWith(".log"))
                    .sorted()
                    .toList();
        }
    }
}
