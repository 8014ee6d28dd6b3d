package dev.wayside.kvstore.rocksdb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import dev.wayside.kvstore.CellKey;
import dev.wayside.kvstore.HistoryBatch;
import dev.wayside.kvstore.HistoryStore;
import dev.wayside.kvstore.PerformanceSeries;
import dev.wayside.kvstore.Quantity;
import dev.wayside.kvstore.Samples;
import dev.wayside.kvstore.StoreSettings;
import dev.wayside.kvstore.StoreStatistics;
import dev.wayside.kvstore.TraceId;
import dev.wayside.kvstore.Visit;
import dev.wayside.kvstore.VisitKey;
import dev.wayside.kvstore.VisitSignal;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Opening time and size of a store of ten million windows, and the speed of reading a cell.
 *
 * <p>900 cells, visits of 80 samples at 10 Hz, so 31 windows of 50 a visit; downlink and RTT in every sample.
 *
 * <pre>mvn -pl .,kvstore test -Dtest=StoreBenchmark -Dsurefire.failIfNoSpecifiedTests=false</pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3)
@Measurement(iterations = 15)
@Fork(value = 1, jvmArgs = "-Xmx512m")
public class StoreBenchmark {

    private static final int CELLS = 900;
    private static final int SAMPLES = 80;
    private static final int WINDOWS = 10_000_000;
    private static final int VISITS_PER_BATCH = 1_000;

    private Path directory;
    private HistoryStore openForReading;
    private int nextCell;

    @Test
    void run() throws RunnerException {
        new Runner(new OptionsBuilder()
                        .include(StoreBenchmark.class.getName())
                        .shouldFailOnError(true)
                        .build())
                .run();
    }

    @Setup(Level.Trial)
    public void fill() throws IOException {
        directory = Files.createTempDirectory("store-benchmark");
        Random random = new Random(1);
        int visits = WINDOWS / Samples.SETTINGS.windowsIn(SAMPLES) + 1;
        long start = System.nanoTime();
        try (HistoryStore store = RocksDbHistoryStore.openOrCreate(directory, Samples.SETTINGS)) {
            List<Visit> batch = new ArrayList<>();
            for (int i = 0; i < visits; i++) {
                batch.add(visit(i, random));
                if (batch.size() == VISITS_PER_BATCH) {
                    store.write(new HistoryBatch(batch, List.of()));
                    batch.clear();
                }
            }
            store.write(new HistoryBatch(batch, List.of()));
            report(store.statistics(), System.nanoTime() - start);
        }
        openForReading = RocksDbHistoryStore.openReadOnly(directory);
    }

    @TearDown(Level.Trial)
    public void delete() throws IOException {
        openForReading.close();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path path : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
                Files.delete(path);
            }
        }
    }

    /** Opening for writing replays the log that the last process left. */
    @Benchmark
    public StoreSettings openAndClose() {
        try (HistoryStore store = RocksDbHistoryStore.open(directory)) {
            return store.settings();
        }
    }

    /** A cell of some 11,000 windows that was not read before: outside of RocksDB's cache, inside the system's. */
    @Benchmark
    public long readSignalsOfOneCell() {
        CellKey cell = cell(nextCell++);
        try (Stream<VisitSignal> signals = openForReading.signals(cell)) {
            return signals.mapToLong(signal -> signal.rsrp().length()).sum();
        }
    }

    private static void report(StoreStatistics statistics, long fillNanos) {
        double windows = statistics.windows();
        System.out.printf(
                "%nfilled with %,.0f windows in %.1f s; %.1f MB on disk, %.2f bytes a window;"
                        + " the RSRP samples alone, 2 bytes each: %.2f bytes a window%n",
                windows,
                fillNanos / 1e9,
                statistics.diskBytes() / 1e6,
                statistics.diskBytes() / windows,
                2 * statistics.samples() / windows);
    }

    private static Visit visit(int number, Random random) {
        VisitKey key = new VisitKey(
                cell(number % CELLS),
                LocalDate.of(2026, 1, 1).plusDays(number / (CELLS * 10)),
                new TraceId(number / CELLS * 0x9E3779B97F4A7C15L),
                number % CELLS,
                0);
        VisitSignal signal = new VisitSignal(key, number * 9_000L, Samples.rsrp(random, SAMPLES), List.of());
        return new Visit(signal, performance(random));
    }

    /** Downlink and RTT in every step of a visit and its look-ahead. */
    public static PerformanceSeries performance(Random random) {
        PerformanceSeries.Builder performance = PerformanceSeries.builder(SAMPLES + 50);
        double downlinkBps = 2e7;
        for (int i = 0; i < SAMPLES + 50; i++) {
            downlinkBps = Math.max(1e5, Math.min(1e8, downlinkBps + random.nextGaussian() * 2e6));
            performance.set(Quantity.DOWNLINK_BPS, i, downlinkBps);
            performance.set(Quantity.RTT_MILLIS, i, 40 + Math.abs(random.nextGaussian()) * 20);
        }
        return performance.build();
    }

    private static CellKey cell(int number) {
        return new CellKey("cmcc", Integer.toString(100_000 + number % CELLS));
    }
}
