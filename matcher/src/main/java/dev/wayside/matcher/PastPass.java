package dev.wayside.matcher;

import java.util.OptionalLong;

import dev.wayside.matcher.search.NearestVisits;

/** What one match measured of a quantity around the moment that is like the present one. Immutable. */
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

    /** Takes the arrays over. */
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

    /** How much the match counts; the weights of all add up to 1. */
    public double weight() {
        return weight;
    }

    /** Days since 1970-01-01 of its visit. */
    public int epochDay() {
        return epochDay;
    }

    /** How many samples up to the newest matched one there are. */
    public int samplesBefore() {
        return before.length;
    }

    /** The value {@code back} samples before the newest matched one (0: at it); NaN where it was not measured. */
    public double before(int back) {
        return before[before.length - 1 - back];
    }

    /** Samples in the look-ahead. */
    public int samplesAhead() {
        return ahead.length;
    }

    /** The value {@code step} + 1 samples after the newest matched one; NaN where it was not measured. */
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

    /** How long it was without a cell at that handover, ms; 0 if there was none. */
    public int disconnectionMillis() {
        return disconnectionMillis;
    }

    private static OptionalLong optional(long aheadMillis) {
        return aheadMillis == NONE ? OptionalLong.empty() : OptionalLong.of(aheadMillis);
    }
}
