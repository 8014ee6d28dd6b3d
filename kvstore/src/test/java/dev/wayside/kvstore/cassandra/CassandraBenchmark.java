package dev.wayside.kvstore.cassandra;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import dev.wayside.kvstore.CellKey;
import dev.wayside.kvstore.HistoryBatch;
import dev.wayside.kvstore.HistoryStore;
import dev.wayside.kvstore.Samples;
import dev.wayside.kvstore.TraceId;
import dev.wayside.kvstore.Visit;
import dev.wayside.kvstore.VisitKey;
import dev.wayside.kvstore.VisitSignal;
import dev.wayside.kvstore.rocksdb.RocksDbHistoryStore;
import dev.wayside.kvstore.rocksdb.StoreBenchmark;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Speed of filling a distributed history, and of reading a cell of it, next to an embedded one.
 *
 * <p>1,000 cells of 1,000 windows and more: 33 visits of 80 samples at 10 Hz, ten a day, so four days in two partitions
 * of a week. Visits come in the order in which vehicles pass the cells, by two writers.
 *
 * <pre>
 * kvstore/cassandra/cluster start /tmp/three --nodes 3
 * WAYSIDE_CASSANDRA_THREE=/tmp/three mvn -pl .,kvstore test -Dtest=CassandraBenchmark
 * kvstore/cassandra/cluster stop /tmp/three
 * </pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 1, time = 5)
@Measurement(iterations = 1, time = 10)
@Fork(value = 1, jvmArgs = "-Xmx512m")
public class CassandraBenchmark {

    private static final int CELLS = 1_000;
    private static final int VISITS = 33 * CELLS;
    private static final int VISITS_PER_BATCH = 500;
    private static final int WRITERS = 2;

    /** The store: three nodes with three replicas, or a directory. */
    @Param({"cassandra", "rocksdb"})
    public String engine;

    private Path directory;
    private TestKeyspace keyspace;
    private HistoryStore store;
    private final Random random = new Random(7);

    @Test
    @EnabledIfEnvironmentVariable(named = "WAYSIDE_CASSANDRA_THREE", matches = ".+")
    void run() throws RunnerException {
        new Runner(new OptionsBuilder()
                        .include(CassandraBenchmark.class.getName())
                        .shouldFailOnError(true)
                        .build())
                .run();
    }

    @Setup(Level.Trial)
    public void fill() throws Exception {
        openStore();
        write(0, 2_000);
        long start = System.nanoTime();
        write(2_000, VISITS);
        double seconds = (System.nanoTime() - start) / 1e9;
        long windows = (long) (VISITS - 2_000) * Samples.SETTINGS.windowsIn(80);
        System.out.printf(
                "%n%s: filled with %,d windows (%,d visits) in %.1f s: %,.0f windows/s%n",
                engine, windows, VISITS - 2_000, seconds, windows / seconds);
    }

    /** All signal of a random cell of 1,000 windows, which the process has not in memory. */
    @Benchmark
    public long readCell() {
        try (Stream<VisitSignal> signals = store.signals(cell(random.nextInt(CELLS)))) {
            return signals.mapToLong(signal -> signal.rsrp().length()).sum();
        }
    }

    /** The performance of ten visits of one cell, as a prediction asks for it that finds none in memory. */
    @Benchmark
    public int readPerformance() {
        int cell = random.nextInt(CELLS);
        List<VisitKey> keys = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            keys.add(key(cell + i * CELLS));
        }
        return store.performance(keys).size();
    }

    @TearDown(Level.Trial)
    public void delete() throws IOException {
        store.close();
        if (keyspace != null) {
            keyspace.close();
        }
        if (directory != null) {
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path path : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
                    Files.delete(path);
                }
            }
        }
    }

    private void openStore() throws IOException {
        if (engine.equals("rocksdb")) {
            directory = Files.createTempDirectory("cassandra-benchmark");
            store = RocksDbHistoryStore.openOrCreate(directory, Samples.SETTINGS);
        } else {
            TestCluster cluster = new TestCluster(Path.of(System.getenv("WAYSIDE_CASSANDRA_THREE")));
            keyspace = TestKeyspace.create(cluster, Samples.SETTINGS, CassandraLayout.DEFAULT);
            store = keyspace.location().open();
        }
    }

    private void write(int firstVisit, int afterLast) throws Exception {
        ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
        try {
            List<Callable<Void>> batches = new ArrayList<>();
            for (int first = firstVisit; first < afterLast; first += VISITS_PER_BATCH) {
                int start = first;
                batches.add(() -> {
                    store.write(batch(start, Math.min(afterLast, start + VISITS_PER_BATCH)));
                    return null;
                });
            }
            for (Future<Void> written : writers.invokeAll(batches)) {
                written.get();
            }
        } finally {
            writers.shutdownNow();
        }
    }

    private static HistoryBatch batch(int first, int afterLast) {
        List<Visit> visits = new ArrayList<>();
        for (int number = first; number < afterLast; number++) {
            Random signal = new Random(number);
            visits.add(new Visit(
                    new VisitSignal(key(number), number * 9_000L, Samples.rsrp(signal, 80), List.of()),
                    StoreBenchmark.performance(signal)));
        }
        return new HistoryBatch(visits, List.of());
    }

    private static VisitKey key(int number) {
        int pass = number / CELLS;
        return new VisitKey(
                cell(number % CELLS),
                LocalDate.of(2026, 1, 6).plusDays(pass / 10),
                new TraceId(pass * 0x9E3779B97F4A7C15L),
                number % CELLS,
                0);
    }

    private static CellKey cell(int number) {
        return new CellKey("cmcc", Integer.toString(100_000 + number));
    }
}
