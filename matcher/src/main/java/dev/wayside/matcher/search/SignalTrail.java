package dev.wayside.matcher.search;

import java.util.Arrays;

import dev.wayside.kvstore.RsrpSeries;

/**
 * The signal of a cell, each sample once, and the boxes of the filter. Grows at its end only: the contents of a
 * {@link View} never change, so readers need no lock. Appending is for one thread at a time.
 *
 * <p>Sample p + u * stride of a stretch lies in row p at the stretch's first step + u, so that successive windows are
 * adjacent for any stride. Samples are whole 1/16 dB kept as floats, which the inner loops need and which represent
 * them exactly.
 */
final class SignalTrail {

    /** The box of a run without a whole block: it is far from every query. */
    private static final short EMPTY_LOW = -1;

    private static final short EMPTY_HIGH = Short.MIN_VALUE;

    /** Chosen: the initial size of the arrays. */
    private static final int MIN_STEPS = 64;
    /**
     * Chosen: while a cell is read the arrays double, for speed, and are trimmed in the end. After that they grow by an
     * eighth, to save memory.
     */
    private static final int GROWTH_DIVISOR = 1;

    private static final int GROWTH_DIVISOR_ONCE_TRIMMED = 8;

    private final WindowGrid grid;
    /** Samples that the inner loops may read past the last step, for the longest window. */
    private final int slackSteps;

    private int growthDivisor = GROWTH_DIVISOR;
    private View view;

    /**
     * The current state.
     *
     * @param rows the signal, a row per phase of the stride; longer than {@code steps}
     * @param low per run the minimum sum of a block that starts in it
     * @param high per run the maximum sum
     * @param halfLow the same per half run; empty if a run is a single window
     * @param halfHigh the same
     * @param steps first step of the next stretch
     */
    @SuppressWarnings("ArrayRecordComponent") // Shared with the inner loops on purpose, and never written before steps.
    record View(float[][] rows, short[] low, short[] high, short[] halfLow, short[] halfHigh, int steps) {

        /** Resident size of the arrays. */
        long bytes() {
            return rows.length * (long) rows[0].length * Float.BYTES + 2L * (low.length + halfLow.length) * Short.BYTES;
        }
    }

    SignalTrail(WindowGrid grid, int windowLength) {
        this.grid = grid;
        this.slackSteps =
                grid.steps(windowLength) + WindowGrid.WIDE_LANES + WindowArithmetic.BOX_LANES * grid.runSteps();
        this.view = withCapacity(
                new View(new float[grid.stride()][0], new short[0], new short[0], new short[0], new short[0], 0),
                MIN_STEPS);
    }

    View view() {
        return view;
    }

    /** Appends a stretch; its first step is the previous view's {@code steps}. */
    void append(RsrpSeries samples) {
        int first = view.steps();
        int end = grid.aligned(first + grid.steps(samples.length()));
        if (end + slackSteps > view.rows()[0].length) {
            view = withCapacity(view, end + slackSteps + end / growthDivisor);
        }
        for (int i = 0; i < samples.length(); i++) {
            view.rows()[i % grid.stride()][first + i / grid.stride()] = samples.sixteenths(i);
        }
        box(samples, first);
        view = new View(view.rows(), view.low(), view.high(), view.halfLow(), view.halfHigh(), end);
    }

    /** Releases unused capacity. */
    void trim() {
        growthDivisor = GROWTH_DIVISOR_ONCE_TRIMMED;
        view = withCapacity(view, view.steps() + slackSteps);
    }

    private void box(RsrpSeries samples, int first) {
        int length = grid.blockSamples();
        int sum = 0;
        for (int i = 0; i < samples.length(); i++) {
            sum += samples.sixteenths(i);
            int start = i - length + 1;
            if (start >= 0) {
                if (start % grid.stride() == 0) {
                    int step = first + start / grid.stride();
                    widen(view.low(), view.high(), step / grid.runSteps(), (short) sum);
                    if (grid.halfRunSteps() > 0) {
                        widen(view.halfLow(), view.halfHigh(), step / grid.halfRunSteps(), (short) sum);
                    }
                }
                sum -= samples.sixteenths(start);
            }
        }
    }

    private static void widen(short[] low, short[] high, int run, short sum) {
        boolean empty = high[run] == EMPTY_HIGH;
        low[run] = empty || sum < low[run] ? sum : low[run];
        high[run] = empty || sum > high[run] ? sum : high[run];
    }

    private View withCapacity(View old, int steps) {
        float[][] rows = new float[grid.stride()][];
        for (int phase = 0; phase < rows.length; phase++) {
            rows[phase] = Arrays.copyOf(old.rows()[phase], steps);
        }
        int runs = steps / grid.runSteps() + WindowArithmetic.BOX_LANES;
        int halves = grid.halfRunSteps() == 0 ? 0 : 2 * runs;
        return new View(
                rows,
                widened(old.low(), runs, EMPTY_LOW),
                widened(old.high(), runs, EMPTY_HIGH),
                widened(old.halfLow(), halves, EMPTY_LOW),
                widened(old.halfHigh(), halves, EMPTY_HIGH),
                old.steps());
    }

    private static short[] widened(short[] old, int length, short fill) {
        short[] grown = Arrays.copyOf(old, length);
        if (length > old.length) {
            Arrays.fill(grown, old.length, length, fill);
        }
        return grown;
    }
}
