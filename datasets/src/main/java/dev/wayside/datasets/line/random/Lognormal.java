package dev.wayside.datasets.line.random;

/**
 * A log-normal distribution, given by its median and the standard deviation of its logarithm.
 *
 * @param median in the unit of the samples, above 0
 * @param sigma of the natural logarithm
 */
public record Lognormal(double median, double sigma) {
    /** The published 95th percentile lies this many standard deviations above the median. */
    private static final double Z_95 = 1.6449;

    private static final double Z_90 = 1.2816;

    /** Interruption of a handover that works: well under 100 ms. */
    public static final Lognormal SUCCESS_MILLIS = new Lognormal(45, 0.33);

    /**
     * Disconnection after a lost handover command: published for high-speed rail, median 1 s and 95th percentile 5 s.
     */
    public static final Lognormal FAILURE_MILLIS = new Lognormal(1_000, Math.log(5) / Z_95);

    /** Disconnection after lost coverage: published for high-speed rail, median 3 s and 90th percentile 10 s. */
    public static final Lognormal OUTAGE_MILLIS = new Lognormal(3_000, Math.log(10.0 / 3) / Z_90);

    public double sample(RandomStream chance) {
        return at(chance.normal());
    }

    /** The value that lies {@code z} standard deviations of the logarithm above the median. */
    public double at(double z) {
        return median * Math.exp(sigma * z);
    }
}
