package dev.wayside.matcher.search;

import dev.wayside.kvstore.RsrpSeries;

/** What one search at a time needs to work with: one per thread, used again and again. */
final class SearchScratch {

    /** Runs that are looked at before those found are measured: their bounds stay in the first cache. */
    static final int RUNS_AT_ONCE = 32 * WindowArithmetic.BOX_LANES;

    private static final ThreadLocal<SearchScratch> OF_THREAD = ThreadLocal.withInitial(SearchScratch::new);

    final WindowFilter filter = new WindowFilter();
    final int[] found = new int[RUNS_AT_ONCE + WindowArithmetic.BOX_LANES];
    final short[] bounds = new short[RUNS_AT_ONCE + WindowArithmetic.BOX_LANES];
    final short[] lanes = new short[WindowArithmetic.BOX_LANES];
    final float[] distances = new float[WindowGrid.WIDE_LANES];

    /** The query's samples, newest last. */
    int[] sixteenths = new int[0];
    /** The same, phase by phase of the stride. */
    float[] byPhase = new float[0];

    private SearchScratch() {}

    static SearchScratch ofThread() {
        return OF_THREAD.get();
    }

    /** Takes the newest {@code length} samples as the query. */
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
