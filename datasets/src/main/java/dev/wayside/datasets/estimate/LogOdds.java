package dev.wayside.datasets.estimate;

/** Log-odds of a share, finite for shares of 0 and 1 too. */
public final class LogOdds {

    /** Chosen: smaller shares, and those above 1 less this, count as this. */
    public static final double MIN_SHARE = 1e-4;

    private LogOdds() {}

    public static double of(double share) {
        double within = Math.max(MIN_SHARE, Math.min(1 - MIN_SHARE, share));
        return Math.log(within / (1 - within));
    }
}
