package dev.wayside.matcher.search;

import java.util.Arrays;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * With the incubating Vector API, 256 bits wide everywhere: a second width in one process makes the compiler of JDK 17
 * give up on both, and so does turning a mask into bits. Loaded by {@link WindowArithmetics} only where the module is
 * there.
 */
final class VectorArithmetic implements WindowArithmetic {

    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_256;
    private static final VectorSpecies<Short> SHORTS = ShortVector.SPECIES_256;

    @Override
    public int nearRuns(SignalTrail.View trail, WindowFilter filter, int from, int to, int[] found, short[] bounds) {
        short[] low = trail.low();
        short[] high = trail.high();
        int shift = filter.shift();
        short limit = filter.limit();
        int offset1 = filter.runOffset[1];
        int offset2 = filter.runOffset[2];
        int offset3 = filter.runOffset[3];
        int offset4 = filter.runOffset[4];
        int offset5 = filter.runOffset[5];
        ShortVector low0 = ShortVector.broadcast(SHORTS, filter.forLow[0]);
        ShortVector low1 = ShortVector.broadcast(SHORTS, filter.forLow[1]);
        ShortVector low2 = ShortVector.broadcast(SHORTS, filter.forLow[2]);
        ShortVector low3 = ShortVector.broadcast(SHORTS, filter.forLow[3]);
        ShortVector low4 = ShortVector.broadcast(SHORTS, filter.forLow[4]);
        ShortVector low5 = ShortVector.broadcast(SHORTS, filter.forLow[5]);
        ShortVector high0 = ShortVector.broadcast(SHORTS, filter.forHigh[0]);
        ShortVector high1 = ShortVector.broadcast(SHORTS, filter.forHigh[1]);
        ShortVector high2 = ShortVector.broadcast(SHORTS, filter.forHigh[2]);
        ShortVector high3 = ShortVector.broadcast(SHORTS, filter.forHigh[3]);
        ShortVector high4 = ShortVector.broadcast(SHORTS, filter.forHigh[4]);
        ShortVector high5 = ShortVector.broadcast(SHORTS, filter.forHigh[5]);
        int count = 0;
        for (int run = from; run < to; run += BOX_LANES) {
            ShortVector sum = term(low, high, run, low0, high0, shift)
                    .add(term(low, high, run + offset1, low1, high1, shift))
                    .add(term(low, high, run + offset2, low2, high2, shift))
                    .add(term(low, high, run + offset3, low3, high3, shift))
                    .add(term(low, high, run + offset4, low4, high4, shift))
                    .add(term(low, high, run + offset5, low5, high5, shift));
            if (sum.compare(VectorOperators.LE, limit).anyTrue()) {
                // Written behind what was found; each one kept then moves to or before where it stands.
                sum.intoArray(bounds, count);
                count = keepNear(limit, run, Math.min(BOX_LANES, to - run), found, bounds, count);
            }
        }
        return count;
    }

    private static ShortVector term(
            short[] low, short[] high, int at, ShortVector forLow, ShortVector forHigh, int shift) {
        ShortVector gap = ShortVector.fromArray(SHORTS, low, at)
                .sub(forLow)
                .max(forHigh.sub(ShortVector.fromArray(SHORTS, high, at)))
                .max((short) 0)
                .lanewise(VectorOperators.LSHR, shift)
                .min(WindowFilter.CAP);
        return gap.mul(gap);
    }

    private static int keepNear(short limit, int run, int lanes, int[] found, short[] bounds, int first) {
        int count = first;
        for (int lane = 0; lane < lanes; lane++) {
            // Written in any case, and kept by moving on: a branch would be foretold wrong half of the time.
            short bound = bounds[first + lane];
            found[count] = run + lane;
            bounds[count] = bound;
            count += bound <= limit ? 1 : 0;
        }
        return count;
    }

    @Override
    public boolean measure(float[][] rows, int step, float[] query, int length, float near, float[] distances) {
        Arrays.fill(distances, 0, WindowGrid.LANES, 0);
        int from = 0;
        for (int phase = 0; from < length; phase++) {
            int to = from + (length - phase + rows.length - 1) / rows.length;
            addRow(rows[phase], step, query, from, to, distances);
            from = to;
        }
        return isAnyNear(distances, 0, near);
    }

    @Override
    public boolean measureWide(float[][] rows, int step, float[] query, int length, float near, float[] distances) {
        Arrays.fill(distances, 0, WindowGrid.WIDE_LANES, 0);
        int from = 0;
        for (int phase = 0; from < length; phase++) {
            int to = from + (length - phase + rows.length - 1) / rows.length;
            addRowWide(rows[phase], step, query, from, to, distances);
            from = to;
        }
        return isAnyNear(distances, 0, near)
                || isAnyNear(distances, 8, near)
                || isAnyNear(distances, 16, near)
                || isAnyNear(distances, 24, near);
    }

    private static boolean isAnyNear(float[] distances, int from, float near) {
        return FloatVector.fromArray(FLOATS, distances, from)
                .compare(VectorOperators.LE, near)
                .anyTrue();
    }

    /** A row at a time, sums passed in memory: in nested loops JDK 17 would put each vector on the heap. */
    private static void addRow(float[] row, int at, float[] query, int from, int to, float[] sums) {
        FloatVector sum0 = FloatVector.fromArray(FLOATS, sums, 0);
        FloatVector sum1 = FloatVector.zero(FLOATS);
        FloatVector sum2 = FloatVector.zero(FLOATS);
        FloatVector sum3 = FloatVector.zero(FLOATS);
        int shifted = at - from;
        int i = from;
        for (; i < to - 3; i += 4) {
            FloatVector difference0 =
                    FloatVector.fromArray(FLOATS, row, shifted + i).sub(query[i]);
            FloatVector difference1 =
                    FloatVector.fromArray(FLOATS, row, shifted + i + 1).sub(query[i + 1]);
            FloatVector difference2 =
                    FloatVector.fromArray(FLOATS, row, shifted + i + 2).sub(query[i + 2]);
            FloatVector difference3 =
                    FloatVector.fromArray(FLOATS, row, shifted + i + 3).sub(query[i + 3]);
            sum0 = difference0.fma(difference0, sum0);
            sum1 = difference1.fma(difference1, sum1);
            sum2 = difference2.fma(difference2, sum2);
            sum3 = difference3.fma(difference3, sum3);
        }
        for (; i < to; i++) {
            FloatVector difference =
                    FloatVector.fromArray(FLOATS, row, shifted + i).sub(query[i]);
            sum0 = difference.fma(difference, sum0);
        }
        sum0.add(sum1).add(sum2.add(sum3)).intoArray(sums, 0);
    }

    private static void addRowWide(float[] row, int at, float[] query, int from, int to, float[] sums) {
        FloatVector sum0 = FloatVector.fromArray(FLOATS, sums, 0);
        FloatVector sum1 = FloatVector.fromArray(FLOATS, sums, 8);
        FloatVector sum2 = FloatVector.fromArray(FLOATS, sums, 16);
        FloatVector sum3 = FloatVector.fromArray(FLOATS, sums, 24);
        int shifted = at - from;
        for (int i = from; i < to; i++) {
            FloatVector sample = FloatVector.broadcast(FLOATS, query[i]);
            FloatVector difference0 =
                    FloatVector.fromArray(FLOATS, row, shifted + i).sub(sample);
            FloatVector difference1 =
                    FloatVector.fromArray(FLOATS, row, shifted + i + 8).sub(sample);
            FloatVector difference2 =
                    FloatVector.fromArray(FLOATS, row, shifted + i + 16).sub(sample);
            FloatVector difference3 =
                    FloatVector.fromArray(FLOATS, row, shifted + i + 24).sub(sample);
            sum0 = difference0.fma(difference0, sum0);
            sum1 = difference1.fma(difference1, sum1);
            sum2 = difference2.fma(difference2, sum2);
            sum3 = difference3.fma(difference3, sum3);
        }
        sum0.intoArray(sums, 0);
        sum1.intoArray(sums, 8);
        sum2.intoArray(sums, 16);
        sum3.intoArray(sums, 24);
    }

    @Override
    public boolean suitsProcessor() {
        return ShortVector.SPECIES_PREFERRED.length() >= SHORTS.length();
    }

    @Override
    public String description() {
        return "Vector API, 256 bits";
    }
}
