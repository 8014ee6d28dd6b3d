package dev.wayside.api.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

import dev.wayside.datasets.line.LineGenerator;
import dev.wayside.datasets.line.LineSettings;
import dev.wayside.kvstore.HistoryStore;
import dev.wayside.kvstore.StoreSettings;
import dev.wayside.kvstore.rocksdb.RocksDbHistoryStore;
import dev.wayside.traceingest.IngestListener;
import dev.wayside.traceingest.IngestSettings;
import dev.wayside.traceingest.Ingestion;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Kills {@code wayside ingest} at random moments. What it had reported stored must be there, and running it again must
 * end in the same store, and the same predictions, as if nothing had happened.
 */
class KillTest {

    private static final int ROUNDS = 20;
    private static final int QUERIES_PER_CARRIER = 20;
    private static final long SEED = 20_260_105;

    @TempDir
    private static Path folder;

    private static Path line;
    private static Duration unkilledRun;
    private static StoreSettings settings;
    private static StoreContent reference;
    private static Map<String, StoreContent> referenceByLog;
    private static FixedQueries queries;
    private static List<String> answers;

    private final Random random = new Random(SEED);
    private int killed;
    private int partlyFilled;

    @BeforeAll
    static void ingestOnceWithoutAKill() throws IOException, InterruptedException {
        line = folder.resolve("line");
        generateLine();
        Path unkilled = folder.resolve("unkilled");
        unkilledRun = unkilledRun(unkilled);
        try (HistoryStore store = RocksDbHistoryStore.openReadOnly(unkilled)) {
            settings = store.settings();
        }
        reference = ingested("reference", line);
        referenceByLog = new HashMap<>();
        for (Path log : logs()) {
            referenceByLog.put(log.toString(), ingested("alone-" + referenceByLog.size(), log));
        }
        queries = FixedQueries.from(reference, settings, QUERIES_PER_CARRIER, new Random(SEED));
        answers = queries.answers(folder.resolve("reference"));
    }

    @Test
    void theCommandStoresWhatTheLibraryStores() {
        assertThat(reference.size()).isPositive();
        assertThat(answers).hasSize(QUERIES_PER_CARRIER * LineSettings.KNOWN_CARRIERS.size());
        assertThat(StoreContent.in(folder.resolve("unkilled")).differences(reference))
                .isEmpty();
    }

    @Test
    void aKillAtAnyMomentLosesNothingThatWasReported() throws IOException, InterruptedException {
        for (int round = 0; round < ROUNDS; round++) {
            Path store = folder.resolve("killed-" + round);
            List<String> reported = round % 2 == 0 ? killAfterLogs(store) : killAfterTime(store, round);
            checkReported(store, reported);
            finish(store);
            checkWhole(store);
        }
        assertThat(killed).as("kills before the end").isGreaterThanOrEqualTo(ROUNDS / 2);
        assertThat(partlyFilled).as("kills that left a part of the history").isPositive();
    }

    /** Files that RocksDB makes one after the other when it makes a store, after the folder itself. */
    @ParameterizedTest
    @ValueSource(strings = {"", "LOCK", "IDENTITY", "CURRENT", "OPTIONS-000007"})
    void aKillWhileTheStoreIsMadeDoesNotStopTheNextRun(String file) throws IOException, InterruptedException {
        Path store = folder.resolve("killed-at-" + file);
        try (RunningIngest process = start(store)) {
            process.awaitFile(store.resolve(file));
            checkReported(store, kill(process));
        }
        finish(store);
        checkWhole(store);
    }

    /** Short logs, written in one go each, and a long one that is written in several. */
    private static void generateLine() throws IOException {
        LineSettings shortLine = LineSettings.defaults().withLength(60, 3);
        new LineGenerator(shortLine.withDays(shortLine.firstDay(), 3)).write(line.resolve("short"), file -> {});
        LineSettings longLine = LineSettings.defaults().withLength(900, 20).withCarriers(List.of("cmcc"));
        new LineGenerator(longLine.withDays(shortLine.firstDay(), 1)).write(line.resolve("long"), file -> {});
    }

    private static List<Path> logs() throws IOException {
        try (Stream<Path> files = Files.walk(line)) {
            return files.filter(file -> file.toString().endsWith(".csv.gz")).toList();
        }
    }

    private static StoreContent ingested(String name, Path logs) throws IOException, InterruptedException {
        try (HistoryStore store = RocksDbHistoryStore.openOrCreate(folder.resolve(name), settings)) {
            Ingestion.into(store, IngestSettings.DEFAULT, new IngestListener() {})
                    .run(List.of(logs));
            return StoreContent.of(store);
        }
    }

    private static RunningIngest start(Path store) throws IOException {
        Path scratch = Files.createDirectories(folder.resolve("scratch"));
        return RunningIngest.start(
                scratch, "ingest", "--json", "--jobs", "2", "--store", store.toString(), line.toString());
    }

    private static void finish(Path store) throws IOException, InterruptedException {
        try (RunningIngest process = start(store)) {
            assertThat(process.exitCode())
                    .as("the run to the end into %s said: %s", store, process.talk())
                    .isZero();
        }
    }

    /** From the moment the store's folder is there: what comes before writes nothing. */
    private static Duration unkilledRun(Path store) throws IOException, InterruptedException {
        try (RunningIngest process = start(store)) {
            process.awaitFile(store);
            long startNanos = System.nanoTime();
            assertThat(process.exitCode()).as(process.talk()).isZero();
            return Duration.ofNanos(System.nanoTime() - startNanos);
        }
    }

    private List<String> killAfterLogs(Path store) throws IOException, InterruptedException {
        try (RunningIngest process = start(store)) {
            process.awaitStored(1 + random.nextInt(referenceByLog.size() - 1));
            return kill(process);
        }
    }

    /** Each such round has its own part of the run, from the start to the end, and a random moment in it. */
    private List<String> killAfterTime(Path store, int round) throws IOException, InterruptedException {
        try (RunningIngest process = start(store)) {
            process.awaitFile(store);
            double moment = (round - 1 + 2 * random.nextDouble()) / ROUNDS;
            process.await(Duration.ofNanos((long) (moment * unkilledRun.toNanos())));
            return kill(process);
        }
    }

    private List<String> kill(RunningIngest process) throws IOException, InterruptedException {
        process.kill();
        int exitCode = process.exitCode();
        assertThat(exitCode).as(process.talk()).isIn(0, RunningIngest.KILLED);
        killed += exitCode == 0 ? 0 : 1;
        return process.storedLogs();
    }

    private void checkReported(Path store, List<String> reported) {
        StoreContent left = reported.isEmpty() ? StoreContent.orNothingIn(store) : StoreContent.in(store);
        for (String log : reported) {
            assertThat(left.lacking(referenceByLog.get(log)))
                    .as("%s was reported stored in %s", log, store)
                    .isEmpty();
        }
        partlyFilled += left.size() > 0 && left.size() < reference.size() ? 1 : 0;
    }

    private static void checkWhole(Path store) {
        assertThat(StoreContent.in(store).differences(reference))
                .as("after running to the end into %s", store)
                .isEmpty();
        assertThat(queries.answers(store)).isEqualTo(answers);
    }
}
