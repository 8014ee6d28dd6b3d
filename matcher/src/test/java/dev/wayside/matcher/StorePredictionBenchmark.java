package dev.wayside.matcher;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import dev.wayside.kvstore.CellKey;
import dev.wayside.kvstore.HistoryBatch;
import dev.wayside.kvstore.HistoryStore;
import dev.wayside.kvstore.RsrpSeries;
import dev.wayside.kvstore.command.StoreLocations;
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
 * The time of a prediction in a cell of 1,000 windows, in memory and not, on several stores. WAYSIDE_STORES names the
 * stores, separated by blanks; one on a cluster must have been created with {@code --sample-interval 100 --zone Z}.
 *
 * <pre>
 * WAYSIDE_STORES='/tmp/embedded cassandra://db1,db2,db3/history' \
 *   mvn -pl .,kvstore,matcher test -Dtest=StorePredictionBenchmark -Dsurefire.failIfNoSpecifiedTests=false
 * </pre>
 */
@State(Scope.Benchmark)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
        value = 1,
        jvmArgs = {"-Xmx1g", "--add-modules", "jdk.incubator.vector"})
public class StorePredictionBenchmark {

    private static final int WINDOWS = 1_000;
    private static final int CELLS = 400;

    /** The location of the history. */
    @Param("")
    public String place;

    private HistoryStore store;
    private Matcher matcher;
    private RsrpSeries pass;
    private int next;

    @Test
    @EnabledIfEnvironmentVariable(named = "WAYSIDE_STORES", matches = ".+")
    void run() throws RunnerException {
        new Runner(new OptionsBuilder()
                        .include(StorePredictionBenchmark.class.getName())
                        .param("place", System.getenv("WAYSIDE_STORES").split(" "))
                        .shouldFailOnError(true)
                        .build())
                .run();
    }

    @Setup(Level.Trial)
    public void fill() {
        store = StoreLocations.parse(place).openOrCreate(SimulatedCell.SETTINGS);
        pass = new SimulatedCell(cell(0), 0).pass();
        try (Stream<CellKey> cells = store.cells("cmcc", "")) {
            for (int i = (int) cells.count(); i < CELLS; i++) {
                store.write(new HistoryBatch(new SimulatedCell(cell(i), i).visits(WINDOWS), List.of()));
            }
        }
        matcher = new Matcher(store, MatchSettings.defaultsFor(store.settings()));
    }

    @TearDown(Level.Trial)
    public void close() {
        store.close();
    }

    @Benchmark
    @BenchmarkMode(Mode.AverageTime)
    @Warmup(iterations = 3, time = 2)
    @Measurement(iterations = 5, time = 2)
    public Prediction warmCell() {
        return matcher.predict(new Observation(cell(0), samples()));
    }

    /** Each in a cell not asked about before. */
    @Benchmark
    @BenchmarkMode(Mode.SingleShotTime)
    @Warmup(iterations = 200)
    @Measurement(iterations = 190)
    public Prediction coldCell() {
        return matcher.predict(new Observation(cell(next % CELLS), samples()));
    }

    private RsrpSeries samples() {
        int windowLength = SimulatedCell.SETTINGS.windowLength();
        int start = next++ % (pass.length() - windowLength);
        return pass.slice(start, start + windowLength);
    }

    private static CellKey cell(int number) {
        return new CellKey("cmcc", Integer.toString(100_000 + number));
    }
}
