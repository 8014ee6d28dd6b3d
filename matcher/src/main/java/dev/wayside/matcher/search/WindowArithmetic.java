package dev.wayside.matcher.search;

/**
 * The inner loops of the search. Implementations are stateless and agree: the same runs and bounds, and the same sums
 * below 2^24; sums that reach it may be rounded differently.
 *
 * <p>Arrays may be read, never written, up to a lane group past the requested range; their owner reserves the space.
 */
interface WindowArithmetic {

    /** Boxes that are checked together: {@link #nearRuns} accepts multiples of it. */
    int BOX_LANES = 16;

    /**
     * Finds the runs whose bound is at most {@code limit}.
     *
     * @param filter the query, scaled
     * @param from first run; {@code to} one past the last
     * @param found receives the runs, ascending
     * @param bounds receives their bounds in the filter's scale, in the same order
     * @return how many
     */
    int nearRuns(SignalTrail.View trail, WindowFilter filter, int from, int to, int[] found, short[] bounds);

    /**
     * The bound of a run by its halves, the smaller of the two, in the filter's scale.
     *
     * @param lanes room for {@value #BOX_LANES} numbers
     */
    int halvesBound(SignalTrail.View trail, WindowFilter filter, int run, short[] lanes);

    /**
     * Measures {@value WindowGrid#LANES} successive windows: their squared distances to the query.
     *
     * @param rows the signal, a row per phase of the stride
     * @param step of the first window
     * @param query its samples phase by phase, as {@link SearchScratch#byPhase}
     * @param length how many samples
     * @param near a distance
     * @param distances receives the distances
     * @return true if one of them is at most {@code near}
     */
    boolean measure(float[][] rows, int step, float[] query, int length, float near, float[] distances);

    /** As {@link #measure}, for {@value WindowGrid#WIDE_LANES} windows. */
    boolean measureWide(float[][] rows, int step, float[] query, int length, float near, float[] distances);

    /** True if the processor supports this at full speed. */
    boolean suitsProcessor();

    /** The name for a log. */
    String description();
}
