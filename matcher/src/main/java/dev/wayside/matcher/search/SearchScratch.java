package dev.wayside.matcher.search;

import dev.wayside.kvstore.RsrpSeries;

/** The working memory of a search: one per thread, reused. */
final class SearchScratch {

    /**
     * Chosen: runs checked before the remaining ones are measured, so that their bounds stay in the first-level cache.
     */
    static final int RUNS_AT_ONCE = 32 * WindowArithmetic.BOX_LANES;

    private static final ThreadLocal<SearchScratch> OF_THREAD = ThreadLocal.withInitial(SearchScratch::new);

    final WindowFilter filter = new WindowFilter();
    final int[] found = new int[RUNS_AT_ONCE + WindowArithmetic.BOX_LANES];
    final short[] bounds = new short[RUNS_AT_ONCE + WindowArithmetic.BOX_LANES];
    final short[] lanes = new short[WindowArithmetic.BOX_LANES];
    final float[] distances = new float[WindowGrid.WIDE_LANES];

    /** The query's samples, newest last. */
    int[] sixteenths = new int[0];
    /** The same samples, phase by phase of the stride. */
    float[] byPhase = new float[0];

    private SearchScratch() {}

    static SearchScratch ofThread() {
        return OF_THREAD.get();
    }

    /** Sets the newest {@code length} samples as the query. */
    void prepare(RsrpSeries samples, int length, WindowGrid grid) {
        if (sixteenths.length < length) {
            sixteenths = new int[length];
            byPhase = new float[length];
        }
        int oldest = samples.length() - length;
        for (int i = 0; i < length; i++) {
            sixteenths[i] = samples.sixteenths(oldest + i);
        }
        int next = 0;
        for (int phase = 0; phase < grid.stride(); phase++) {
            for (int i = phase; i < length; i += grid.stride()) {
                byPhase[next++] = sixteenths[i];
            }
        }
        filter.prepare(grid, sixteenths, length);
    }
}
