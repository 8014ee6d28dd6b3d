package dev.wayside.matcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import dev.wayside.kvstore.CellKey;
import dev.wayside.kvstore.HistoryBatch;
import dev.wayside.kvstore.HistoryStore;
import dev.wayside.kvstore.RsrpSeries;
import dev.wayside.kvstore.rocksdb.RocksDbHistoryStore;
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
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * The time and allocation of a whole prediction (search, look-ahead of four quantities, risks) in a cell of 10,000
 * windows, and the time of the first one in a cell that is only in RocksDB.
 *
 * <pre>mvn -pl .,kvstore,matcher test -Dtest=PredictionBenchmark -Dsurefire.failIfNoSpecifiedTests=false</pre>
 */
@State(Scope.Benchmark)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
        value = 2,
        jvmArgs = {"-Xmx1g", "--add-modules", "jdk.incubator.vector"})
public class PredictionBenchmark {

    private static final int WINDOWS = 10_000;
    private static final int CELLS = 300;

    private Path directory;
    private HistoryStore store;
    private Matcher matcher;
    private Observation[] drive;
    private int next;
    private Prediction earlier;

    @Test
    void run() throws RunnerException {
        new Runner(new OptionsBuilder()
                        .include(PredictionBenchmark.class.getName())
                        .addProfiler(GCProfiler.class)
                        .shouldFailOnError(true)
                        .build())
                .run();
    }

    @Setup(Level.Trial)
    public void fill() throws IOException {
        directory = Files.createTempDirectory("prediction-benchmark");
        try (HistoryStore filling = RocksDbHistoryStore.openOrCreate(directory, SimulatedCell.SETTINGS)) {
            for (int i = 0; i < CELLS; i++) {
                SimulatedCell cell = new SimulatedCell(cell(i), i);
                filling.write(new HistoryBatch(cell.visits(WINDOWS), List.of()));
                if (i == 0) {
                    drive = drive(cell.pass());
                }
            }
        }
        store = RocksDbHistoryStore.openReadOnly(directory);
        matcher = new Matcher(store, MatchSettings.defaultsFor(store.settings()));
    }

    @TearDown(Level.Trial)
    public void delete() throws IOException {
        store.close();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path path : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
                Files.delete(path);
            }
        }
    }

    @Benchmark
    @BenchmarkMode(Mode.AverageTime)
    @Warmup(iterations = 3, time = 2)
    @Measurement(iterations = 5, time = 2)
    public Prediction warmCell() {
        return matcher.predict(drive[next++ % drive.length]);
    }

    /** One vehicle, sample by sample. */
    @Benchmark
    @BenchmarkMode(Mode.AverageTime)
    @Warmup(iterations = 3, time = 2)
    @Measurement(iterations = 5, time = 2)
    public Prediction warmCellFollowing() {
        earlier = matcher.predict(
                drive[next++ % drive.length], MatchSettings.defaultsFor(SimulatedCell.SETTINGS), earlier);
        return earlier;
    }

    /** Each in a cell not asked about before: not in memory, nor in RocksDB's cache; the files are in the system's. */
    @Benchmark
    @BenchmarkMode(Mode.SingleShotTime)
    @Warmup(iterations = 200)
    @Measurement(iterations = 90)
    public Prediction coldCell() {
        Observation seen = drive[next++ % drive.length];
        return matcher.predict(new Observation(cell(next % CELLS), seen.samples()));
    }

    private static Observation[] drive(RsrpSeries pass) {
        int windowLength = SimulatedCell.SETTINGS.windowLength();
        Observation[] drive = new Observation[pass.length() - windowLength + 1];
        for (int i = 0; i < drive.length; i++) {
            drive[i] = new Observation(cell(0), pass.slice(i, i + windowLength));
        }
        return drive;
    }

    private static CellKey cell(int number) {
        return new CellKey("cmcc", Integer.toString(100_000 + number));
    }
}
