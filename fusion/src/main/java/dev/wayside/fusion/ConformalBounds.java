package dev.wayside.fusion;

/**
 * Between which residuals the next one lies with a probability of at least {@code coverage}.
 *
 * @param lower half of what is not covered lies below
 * @param upper half of what is not covered lies above
 */
record ConformalBounds(double coverage, double lower, double upper) {

    /** Keeps a rank that is whole from being rounded past. */
    private static final double ROUNDING = 1e-9;

    /** @param ascending enough residuals for the ranks to exist: (n + 1) (1 - coverage) / 2 of at least 1 */
    static ConformalBounds of(double[] ascending, double coverage) {
        double tail = (ascending.length + 1) * (1 - coverage) / 2;
        int rank = (int) Math.floor(tail + ROUNDING);
        return new ConformalBounds(coverage, ascending[rank - 1], ascending[ascending.length - rank]);
    }
}
