package dev.wayside.matcher.search;

/**
 * A filter that rules out runs of windows without reading their samples. The whole idea of the search in one place:
 *
 * <p><b>Bound.</b> Let q and w be n samples each and B_1..B_m disjoint blocks of b positions. By the inequality of
 * Cauchy and Schwarz, within a block {@code sum (q_j - w_j)^2 >= (sum q_j - sum w_j)^2 / b}; so
 *
 * <pre>  d^2(q, w)  >=  1/b * sum over blocks i of (Q_i - W_i)^2,     Q_i, W_i the sums over block i</pre>
 *
 * (piecewise aggregate approximation: Keogh et al. 2001, doi:10.1007/PL00011669; Yi and Faloutsos 2000). Successive
 * windows have nearly the same sums. Of a run of r of them only the box [low_i, high_i] around their W_i is kept, and
 * {@code |Q_i - W_i| >= g_i = max(low_i - Q_i, Q_i - high_i, 0)} for each of them (bounding a trail by boxes:
 * Faloutsos, Ranganathan and Manolopoulos 1994, doi:10.1145/191843.191925).
 *
 * <p><b>Sliding.</b> Blocks are as long as a run spans. Block i of the windows in run k is then block 0 of those in run
 * k + i: one pair of numbers per run serves as every coordinate of every window, of every length, and appending a visit
 * adds boxes and moves none.
 *
 * <p><b>Sixteen bits.</b> The sum is taken of {@code min(g_i >> shift, CAP)^2}. Rounding down and capping only lower
 * it, so it remains a bound, and six terms fit a 16-bit lane. The shift is the smallest at which the limit lies under
 * the cap's square: a run that is ruled out is farther than the limit in exact arithmetic.
 *
 * <p><b>Halves.</b> Before a run is measured, its two halves are compared with boxes of their own, which are tighter.
 * The relevant boxes are successive, so that one comparison with sixteen of them covers both halves.
 *
 * <p><b>Distances.</b> The remaining runs are measured in full, in floats. Samples are integers, so each difference,
 * each square and each sum below 2^24 is an integer that a float holds exactly; rounding is monotone, so a sum that
 * reaches 2^24 is detected, and is computed again in 64-bit integers. All distances are therefore exact integers,
 * whatever the order of the additions.
 *
 * <p>A query that no box rules out costs one pass over the boxes, an eighth of the samples, more than a plain scan.
 *
 * <p>Reused from query to query; not thread-safe.
 */
final class WindowFilter {

    /** Number of blocks of a window that are compared. Chosen: as many terms as fit a 16-bit sum at a useful scale. */
    static final int BLOCKS = 6;

    /** Maximum term before squaring: BLOCKS * CAP^2 fits a short. */
    static final short CAP = 73;

    /** Chosen: the limit per sample for the choice of the scale, if no limit is known yet. */
    private static final long UNKNOWN_LIMIT_SIXTEENTHS = 12 * 16;

    /** Values for a block that is not compared: below every low, above every high. */
    private static final short BELOW_ALL = 0;

    private static final short ABOVE_ALL = Short.MIN_VALUE;

    /** Block sums, to be subtracted from lows. */
    final short[] forLow = new short[BLOCKS];
    /** Block sums again, to subtract highs from. */
    final short[] forHigh = new short[BLOCKS];
    /** The offset of each block, in runs from the window's own. */
    final int[] runOffset = new int[BLOCKS];

    /** Block sums for half runs: of the first half in even lanes, of the second in odd ones, like the boxes. */
    final short[] forHalfLow = new short[WindowArithmetic.BOX_LANES];

    final short[] forHalfHigh = new short[WindowArithmetic.BOX_LANES];

    private int samples;
    private int blockSamples;
    private int blocks;
    private int shift;
    private short limit;

    /** Sets a query: {@code samples} values, the sample i at {@code sixteenths[i]}. */
    void prepare(WindowGrid grid, int[] sixteenths, int length) {
        samples = length;
        blockSamples = grid.blockSamples();
        int available = grid.blocksIn(length);
        blocks = Math.min(BLOCKS, available);
        for (int i = 0; i < BLOCKS; i++) {
            if (i < blocks) {
                int block = blocks == 1 ? 0 : i * (available - 1) / (blocks - 1);
                short sum = sum(sixteenths, block * grid.blockStrideSamples());
                forLow[i] = sum;
                forHigh[i] = sum;
                runOffset[i] = block;
            } else {
                forLow[i] = BELOW_ALL;
                forHigh[i] = ABOVE_ALL;
                runOffset[i] = 0;
            }
        }
        prepareHalves(grid, sixteenths);
    }

    /** The first blocks, whose boxes are successive. */
    private void prepareHalves(WindowGrid grid, int[] sixteenths) {
        for (int lane = 0; lane < WindowArithmetic.BOX_LANES; lane++) {
            boolean isCompared = lane / 2 < blocks;
            short sum = isCompared ? sum(sixteenths, lane / 2 * grid.blockStrideSamples()) : 0;
            forHalfLow[lane] = isCompared ? sum : BELOW_ALL;
            forHalfHigh[lane] = isCompared ? sum : ABOVE_ALL;
        }
    }

    /** True if the query has a block; without one every run must be measured. */
    boolean isUsable() {
        return blocks > 0;
    }

    /** Chooses the scale for runs nearer than {@code squaredDistance}, in 1/256 dB^2. */
    void scaleTo(long squaredDistance) {
        long expected = Math.min(squaredDistance, samples * UNKNOWN_LIMIT_SIXTEENTHS * UNKNOWN_LIMIT_SIXTEENTHS);
        shift = 0;
        while (scaled(expected) >= CAP * CAP) {
            shift++;
        }
        limit = boundOf(squaredDistance);
    }

    /** The maximum bound, in the current scale, of a window within {@code squaredDistance}. */
    short boundOf(long squaredDistance) {
        return squaredDistance >= Long.MAX_VALUE / WindowGrid.MAX_BLOCK_SAMPLES
                ? Short.MAX_VALUE
                : (short) Math.min(Short.MAX_VALUE, scaled(squaredDistance));
    }

    /** Maximum bound of a near run. */
    short limit() {
        return limit;
    }

    /** Bits by which gaps are scaled down. */
    int shift() {
        return shift;
    }

    private long scaled(long squaredDistance) {
        return (squaredDistance * blockSamples) >> (2 * shift);
    }

    private short sum(int[] sixteenths, int from) {
        int sum = 0;
        for (int i = from; i < from + blockSamples; i++) {
            sum += sixteenths[i];
        }
        return (short) sum;
    }
}
