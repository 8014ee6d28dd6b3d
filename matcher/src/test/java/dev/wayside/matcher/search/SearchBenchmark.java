package dev.wayside.matcher.search;

import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import dev.wayside.kvstore.CellKey;
import dev.wayside.kvstore.RsrpSeries;
import dev.wayside.kvstore.Visit;
import dev.wayside.kvstore.VisitSignal;
import dev.wayside.matcher.SimulatedCell;
import org.junit.jupiter.api.Test;
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
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * The time of a search in plain Java and with vectors, alone and following a vehicle, next to a scan of every window
 * with the same inner loops; and of building an index.
 *
 * <pre>mvn -pl .,kvstore,matcher test -Dtest=SearchBenchmark -Dsurefire.failIfNoSpecifiedTests=false</pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(
        value = 1,
        jvmArgs = {"-Xmx3g", "--add-modules", "jdk.incubator.vector"})
public class SearchBenchmark {

    private static final int K = 10;

    @Param({"10000", "1000000"})
    private int windows;

    /** Passes of the same place, or white noise, in which no run can be ruled out. */
    @Param({"passes", "noise"})
    private String signal;

    @Param({"plain", "vector"})
    private String arithmetic;

    private List<VisitSignal> signals;
    private CellIndex index;
    private WindowArithmetic chosen;
    private RsrpSeries[] drive;
    private int next;
    private NearestVisits earlier;

    @Test
    void run() throws RunnerException {
        new Runner(new OptionsBuilder()
                        .include(SearchBenchmark.class.getName())
                        .shouldFailOnError(true)
                        .build())
                .run();
    }

    @Setup(Level.Trial)
    public void fill() {
        SimulatedCell cell = new SimulatedCell(new CellKey("cmcc", "84-17"), 1);
        boolean isNoise = signal.equals("noise");
        Random random = new Random(2);
        signals = cell.visits(windows).stream()
                .map(Visit::signal)
                .map(visit -> isNoise ? noise(visit, random) : visit)
                .toList();
        chosen = arithmetic.equals("plain") ? WindowArithmetics.plain() : WindowArithmetics.vector();
        index = build();
        RsrpSeries pass = isNoise ? noise(signals.get(0), random).rsrp() : cell.pass();
        int length = SimulatedCell.SETTINGS.windowLength();
        drive = new RsrpSeries[pass.length() - length + 1];
        for (int i = 0; i < drive.length; i++) {
            drive[i] = pass.slice(i, i + length);
        }
    }

    @Benchmark
    public NearestVisits alone() {
        return search(null);
    }

    @Benchmark
    public NearestVisits following() {
        earlier = search(earlier);
        return earlier;
    }

    /** Every window measured, 32 at a time. */
    @Benchmark
    public float scan() {
        RsrpSeries query = drive[next++ % drive.length];
        SearchScratch scratch = SearchScratch.ofThread();
        scratch.prepare(query, query.length(), WindowGrid.ofStride(1));
        SignalTrail.View trail = index.trail();
        float min = Float.MAX_VALUE;
        for (int step = 0; step < trail.steps(); step += WindowGrid.WIDE_LANES) {
            if (chosen.measureWide(trail.rows(), step, scratch.byPhase, query.length(), min, scratch.distances)) {
                for (float distance : scratch.distances) {
                    min = Math.min(min, distance);
                }
            }
        }
        return min;
    }

    @Benchmark
    public CellIndex build() {
        CellIndex built = new CellIndex(SimulatedCell.SETTINGS, chosen, 0);
        signals.forEach(built::append);
        return built;
    }

    private static VisitSignal noise(VisitSignal visit, Random random) {
        double[] dbm = random.doubles(visit.rsrp().length(), -100, -80).toArray();
        return new VisitSignal(visit.key(), visit.startEpochMillis(), RsrpSeries.ofDbm(dbm), visit.handovers());
    }

    private NearestVisits search(NearestVisits before) {
        RsrpSeries query = drive[next++ % drive.length];
        return index.search(query, query.length(), K, Set.of(), null, before);
    }
}
