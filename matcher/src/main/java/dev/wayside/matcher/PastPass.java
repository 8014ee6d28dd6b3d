package dev.wayside.matcher;

import java.util.OptionalLong;

import dev.wayside.matcher.search.NearestVisits;

/** The measurements of a quantity by one match, around the moment that resembles the present one. Immutable. */
public final class PastPass {

    private static final long NONE = -1;

    private final double weight;
    private final double[] before;
    private final double[] ahead;
    private final int epochDay;
    private final long handoverAheadMillis;
    private final long disruptionAheadMillis;
    private final int disconnectionMillis;

    private PastPass(
            double weight,
            double[] before,
            double[] ahead,
            int epochDay,
            long handoverAheadMillis,
            long disruptionAheadMillis,
            int disconnectionMillis) {
        this.weight = weight;
        this.before = before;
        this.ahead = ahead;
        this.epochDay = epochDay;
        this.handoverAheadMillis = handoverAheadMillis;
        this.disruptionAheadMillis = disruptionAheadMillis;
        this.disconnectionMillis = disconnectionMillis;
    }

    /** A pass that owns the arrays. */
    static PastPass of(NearestVisits matches, int match, double weight, double[] before, double[] ahead) {
        int handover = matches.handoverAfter(match, false);
        int disruption = matches.handoverAfter(match, true);
        return new PastPass(
                weight,
                before,
                ahead,
                matches.epochDay(match),
                handover < 0 ? NONE : matches.aheadMillis(match, handover),
                disruption < 0 ? NONE : matches.aheadMillis(match, disruption),
                handover < 0 ? 0 : matches.disconnectionMillis(handover));
    }

    /** The weight of the match; all weights add up to 1. */
    public double weight() {
        return weight;
    }

    /** Days since 1970-01-01 of its visit. */
    public int epochDay() {
        return epochDay;
    }

    /** Number of samples up to the newest matched one. */
    public int samplesBefore() {
        return before.length;
    }

    /** The value {@code back} samples before the newest matched one (0: at it); NaN if it was not measured. */
    public double before(int back) {
        return before[before.length - 1 - back];
    }

    /** Samples in the look-ahead. */
    public int samplesAhead() {
        return ahead.length;
    }

    /** The value {@code step} + 1 samples after the newest matched one; NaN if it was not measured. */
    public double ahead(int step) {
        return ahead[step];
    }

    /** Time from the newest matched sample to the first handover of the look-ahead, ms; empty if there was none. */
    public OptionalLong handoverAheadMillis() {
        return optional(handoverAheadMillis);
    }

    /** Time to the first failure or outage of the look-ahead, ms; empty if there was none. */
    public OptionalLong disruptionAheadMillis() {
        return optional(disruptionAheadMillis);
    }

    /** Time without a cell at that handover, ms; 0 if there was none. */
    public int disconnectionMillis() {
        return disconnectionMillis;
    }

    private static OptionalLong optional(long aheadMillis) {
        return aheadMillis == NONE ? OptionalLong.empty() : OptionalLong.of(aheadMillis);
    }
}
