package dev.wayside.peers;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;

import com.sun.management.OperatingSystemMXBean;

/**
 * A clock of searches by the CPU time of the thread that runs them, so that others on the machine disturb as little as
 * can be.
 */
final class CpuClock {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final double NANOS_PER_MICRO = 1e3;
    private static final double NANOS_PER_SECOND = 1e9;

    /** Reading the clock takes half a microsecond. */
    private static final long BATCH_NANOS = 200_000;

    private static final long WARM_UP_NANOS = 3_000_000_000L;
    private static final long MAX_WARM_UP_NANOS = 20_000_000_000L;
    private static final long ROUND_NANOS = 1_000_000_000L;
    private static final double STABLE = 0.03;

    private static final long MEASURED_NANOS = 5_000_000_000L;
    private static final long MAX_MEASURED_NANOS = 20_000_000_000L;
    private static final int MIN_QUERIES = 300;

    private final IntUnaryOperator search;
    private final int queries;
    private int next;
    /** Uses what searches return, so that none can be left out. */
    private int checksum;

    /** Microseconds of CPU per query. */
    record Timing(double median, double p10, double p90) {

        private static Timing of(List<Double> micros) {
            List<Double> sorted = micros.stream().sorted().toList();
            return new Timing(quantile(sorted, 0.5), quantile(sorted, 0.1), quantile(sorted, 0.9));
        }

        private static double quantile(List<Double> sorted, double share) {
            return sorted.get((int) (share * (sorted.size() - 1)));
        }
    }

    private CpuClock(IntUnaryOperator search, int queries) {
        this.search = search;
        this.queries = queries;
    }

    /**
     * Measures a search on one query after the other, again and again, once it has become as fast as it will.
     *
     * @param search answers the query of a number, and returns anything that depends on the answer
     */
    static Timing measure(IntUnaryOperator search, int queries) {
        CpuClock clock = new CpuClock(search, queries);
        double micros = clock.warmUp();
        return clock.measure((int) Math.max(1, BATCH_NANOS / (micros * NANOS_PER_MICRO)));
    }

    /** The CPU time of all threads of this process so far, s. */
    static double processSeconds() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime()
                / NANOS_PER_SECOND;
    }

    private double warmUp() {
        long start = now();
        double before = Double.MAX_VALUE;
        double micros = round();
        while (now() - start < WARM_UP_NANOS
                || (Math.abs(micros - before) > STABLE * before && now() - start < MAX_WARM_UP_NANOS)) {
            before = micros;
            micros = round();
        }
        return micros;
    }

    private double round() {
        long start = now();
        int count = 0;
        long spent;
        do {
            run(1);
            count++;
            spent = now() - start;
        } while (spent < ROUND_NANOS);
        return spent / NANOS_PER_MICRO / count;
    }

    private Timing measure(int batch) {
        List<Double> micros = new ArrayList<>();
        long start = now();
        long spent = 0;
        while (spent < MEASURED_NANOS || (micros.size() * batch < MIN_QUERIES && spent < MAX_MEASURED_NANOS)) {
            long before = now();
            run(batch);
            long after = now();
            micros.add((after - before) / NANOS_PER_MICRO / batch);
            spent = after - start;
        }
        if (checksum == Integer.MIN_VALUE) {
            throw new IllegalStateException("cannot be, but the compiler does not know");
        }
        return Timing.of(micros);
    }

    private void run(int count) {
        for (int i = 0; i < count; i++) {
            checksum = (checksum ^ search.applyAsInt(next)) & Integer.MAX_VALUE;
            next = next + 1 < queries ? next + 1 : 0;
        }
    }

    private static long now() {
        return THREADS.getCurrentThreadCpuTime();
    }
}
