package dev.wayside.fusion;

/**
 * The bounds of the next residual with a probability of at least {@code coverage}.
 *
 * @param lower half of the uncovered probability lies below
 * @param upper half of the uncovered probability lies above
 */
record ConformalBounds(double coverage, double lower, double upper) {

    /** Chosen: tolerance that keeps an integer rank from being rounded up. */
    private static final double ROUNDING = 1e-9;

    /** @param ascending enough residuals for the ranks to exist: (n + 1) (1 - coverage) / 2 of at least 1 */
    static ConformalBounds of(double[] ascending, double coverage) {
        double tail = (ascending.length + 1) * (1 - coverage) / 2;
        int rank = (int) Math.floor(tail + ROUNDING);
        return new ConformalBounds(coverage, ascending[rank - 1], ascending[ascending.length - rank]);
    }
}
