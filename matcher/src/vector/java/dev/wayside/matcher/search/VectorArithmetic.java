package dev.wayside.matcher.search;

import java.util.Arrays;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The inner loops with the incubating Vector API, 256 bits wide everywhere: a second width in one process makes the
 * compiler of JDK 17 give up on both, and so does turning a mask into bits. {@link WindowArithmetics} loads it only if
 * the module is present.
 */
final class VectorArithmetic implements WindowArithmetic {

    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_256;
    private static final VectorSpecies<Short> SHORTS = ShortVector.SPECIES_256;

    @Override
    public int nearRuns(SignalTrail.View trail, WindowFilter filter, int from, int to, int[] found, short[] bounds) {
        Arrays.fill(bounds, 0, to - from, (short) 0);
        addTerms(trail.low(), trail.high(), filter, 0, from, to, bounds);
        addTerms(trail.low(), trail.high(), filter, WindowFilter.BLOCKS / 2, from, to, bounds);
        return keepNear(filter.limit(), from, to, found, bounds);
    }

    /** Three blocks at a time: with all six in one method the compiler of JDK 17 puts vectors on the heap. */
    private static void addTerms(
            short[] low, short[] high, WindowFilter filter, int block, int from, int to, short[] bounds) {
        int shift = filter.shift();
        int offset0 = filter.runOffset[block];
        int offset1 = filter.runOffset[block + 1];
        int offset2 = filter.runOffset[block + 2];
        ShortVector low0 = ShortVector.broadcast(SHORTS, filter.forLow[block]);
        ShortVector low1 = ShortVector.broadcast(SHORTS, filter.forLow[block + 1]);
        ShortVector low2 = ShortVector.broadcast(SHORTS, filter.forLow[block + 2]);
        ShortVector high0 = ShortVector.broadcast(SHORTS, filter.forHigh[block]);
        ShortVector high1 = ShortVector.broadcast(SHORTS, filter.forHigh[block + 1]);
        ShortVector high2 = ShortVector.broadcast(SHORTS, filter.forHigh[block + 2]);
        ShortVector zero = ShortVector.zero(SHORTS);
        ShortVector cap = ShortVector.broadcast(SHORTS, WindowFilter.CAP);
        for (int run = from; run < to; run += BOX_LANES) {
            ShortVector gap0 = ShortVector.fromArray(SHORTS, low, run + offset0)
                    .sub(low0)
                    .max(high0.sub(ShortVector.fromArray(SHORTS, high, run + offset0)))
                    .max(zero)
                    .lanewise(VectorOperators.LSHR, shift)
                    .min(cap);
            ShortVector gap1 = ShortVector.fromArray(SHORTS, low, run + offset1)
                    .sub(low1)
                    .max(high1.sub(ShortVector.fromArray(SHORTS, high, run + offset1)))
                    .max(zero)
                    .lanewise(VectorOperators.LSHR, shift)
                    .min(cap);
            ShortVector gap2 = ShortVector.fromArray(SHORTS, low, run + offset2)
                    .sub(low2)
                    .max(high2.sub(ShortVector.fromArray(SHORTS, high, run + offset2)))
                    .max(zero)
                    .lanewise(VectorOperators.LSHR, shift)
                    .min(cap);
            ShortVector.fromArray(SHORTS, bounds, run - from)
                    .add(gap0.mul(gap0))
                    .add(gap1.mul(gap1))
                    .add(gap2.mul(gap2))
                    .intoArray(bounds, run - from);
        }
    }

    /** Moves near runs to the front. */
    private static int keepNear(short limit, int from, int to, int[] found, short[] bounds) {
        int count = 0;
        for (int run = from; run < to; run += BOX_LANES) {
            if (ShortVector.fromArray(SHORTS, bounds, run - from)
                    .compare(VectorOperators.LE, limit)
                    .anyTrue()) {
                int end = Math.min(run + BOX_LANES, to);
                for (int near = run; near < end; near++) {
                    // Written always, and kept by advancing the index: a branch would be mispredicted half of the time.
                    short bound = bounds[near - from];
                    found[count] = near;
                    bounds[count] = bound;
                    count += bound <= limit ? 1 : 0;
                }
            }
        }
        return count;
    }

    @Override
    public int halvesBound(SignalTrail.View trail, WindowFilter filter, int run, short[] lanes) {
        ShortVector gap = ShortVector.fromArray(SHORTS, trail.halfLow(), 2 * run)
                .sub(ShortVector.fromArray(SHORTS, filter.forHalfLow, 0))
                .max(ShortVector.fromArray(SHORTS, filter.forHalfHigh, 0)
                        .sub(ShortVector.fromArray(SHORTS, trail.halfHigh(), 2 * run)))
                .max((short) 0)
                .lanewise(VectorOperators.LSHR, filter.shift())
                .min(WindowFilter.CAP);
        gap.mul(gap).intoArray(lanes, 0);
        int first = lanes[0] + lanes[2] + lanes[4] + lanes[6] + lanes[8] + lanes[10];
        int second = lanes[1] + lanes[3] + lanes[5] + lanes[7] + lanes[9] + lanes[11];
        return Math.min(first, second);
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

    /** One row at a time, with sums passed in memory: in nested loops JDK 17 would put each vector on the heap. */
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
