package dev.wayside.matcher;

import dev.wayside.kvstore.StoreSettings;

/**
 * The settings of a match.
 *
 * @param k number of nearest visits to find, 1 to {@value #MAX_K}
 * @param thresholdDb distance up to which a match counts towards the confidence (tau), RMS per sample in dB; above 0,
 *     at most 100
 * @param minSamples minimum samples for a match; 1 to the store's window length
 * @param visitTimeDbPerSecond added distance of a window for each second that it lies earlier or later in its visit
 *     than the observation in its own, dB (RMS per sample); 0, the default, compares the signal alone; at most 100.
 *     Useful if vehicles pass at about the same speed
 */
public record MatchSettings(int k, double thresholdDb, int minSamples, double visitTimeDbPerSecond) {

    /** Upper bound of K. Chosen: far beyond the visits that a forecast needs. */
    public static final int MAX_K = 1_000;

    /** Default of K. Chosen: enough matches for quantiles, few enough for rare routes. */
    public static final int DEFAULT_K = 10;

    /** Default distance threshold, RMS per sample in dB. Chosen: a few times the resolution of a modem, 1 dB. */
    public static final double DEFAULT_THRESHOLD_DB = 3.0;

    /** Chosen: most of the range of RSRP, 125 dB. */
    private static final double MAX_THRESHOLD_DB = 100;

    /** Maximum of {@link #visitTimeDbPerSecond}. Chosen: most of the range of RSRP for each second. */
    public static final int MAX_VISIT_TIME_DB_PER_SECOND = 100;

    /** @throws IllegalArgumentException if a value is out of its range; names it and the range */
    public MatchSettings {
        if (k < 1 || k > MAX_K) {
            throw new IllegalArgumentException("k must lie between 1 and " + MAX_K + ", not " + k);
        }
        if (!(thresholdDb > 0 && thresholdDb <= MAX_THRESHOLD_DB)) {
            throw new IllegalArgumentException(
                    "the threshold (dB) must lie above 0 and up to " + MAX_THRESHOLD_DB + ", not " + thresholdDb);
        }
        if (minSamples < 1) {
            throw new IllegalArgumentException("at least 1 sample is needed for a match, not " + minSamples);
        }
        if (!(visitTimeDbPerSecond >= 0 && visitTimeDbPerSecond <= MAX_VISIT_TIME_DB_PER_SECOND)) {
            throw new IllegalArgumentException("the weight of the time in a visit (dB per second) must lie between 0"
                    + " and " + MAX_VISIT_TIME_DB_PER_SECOND + ", not " + visitTimeDbPerSecond);
        }
    }

    /** Settings that compare the signal alone. */
    public MatchSettings(int k, double thresholdDb, int minSamples) {
        this(k, thresholdDb, minSamples, 0);
    }

    /**
     * Ten visits, 3 dB, and at least a fifth of a window (and two samples) to match. Chosen: an answer soon after a
     * handover.
     */
    public static MatchSettings defaultsFor(StoreSettings store) {
        return new MatchSettings(DEFAULT_K, DEFAULT_THRESHOLD_DB, Math.max(2, store.windowLength() / 5));
    }

    /** These settings with another K. */
    public MatchSettings withK(int otherK) {
        return new MatchSettings(otherK, thresholdDb, minSamples, visitTimeDbPerSecond);
    }

    /** These settings with another threshold, RMS per sample in dB. */
    public MatchSettings withThresholdDb(double otherThresholdDb) {
        return new MatchSettings(k, otherThresholdDb, minSamples, visitTimeDbPerSecond);
    }

    /** These settings with another weight of the time in a visit, dB per second. */
    public MatchSettings withVisitTimeDbPerSecond(double other) {
        return new MatchSettings(k, thresholdDb, minSamples, other);
    }
}
