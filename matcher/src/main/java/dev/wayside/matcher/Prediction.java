package dev.wayside.matcher;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.wayside.kvstore.CellKey;
import dev.wayside.kvstore.Quantity;
import dev.wayside.matcher.search.NearestVisits;
import org.jspecify.annotations.Nullable;

/**
 * The prediction for an observation. Immutable; holds no NaN: an unknown value is absent.
 *
 * <p>A prediction keeps the arrays of its cell in memory. Keep its values rather than many predictions.
 */
public final class Prediction {

    private final CellKey cell;
    private final int samplesUsed;
    private final boolean shortWindow;
    private final MatchSettings settings;
    private final Map<Quantity, Forecast> performance;
    private final @Nullable NearestVisits nearest;
    private final @Nullable OutageRisk outage;
    private final @Nullable HandoverRisk handover;
    private final @Nullable EmptyReason emptyReason;

    private Prediction(
            CellKey cell,
            int samplesUsed,
            boolean shortWindow,
            MatchSettings settings,
            Map<Quantity, Forecast> performance,
            @Nullable NearestVisits nearest,
            @Nullable EmptyReason emptyReason) {
        this.cell = cell;
        this.samplesUsed = samplesUsed;
        this.shortWindow = shortWindow;
        this.settings = settings;
        this.performance = performance;
        this.nearest = nearest;
        this.outage = nearest == null ? null : OutageRisk.of(nearest);
        this.handover = nearest == null ? null : HandoverRisk.of(nearest);
        this.emptyReason = emptyReason;
    }

    /** The results that need at least one match. */
    static Prediction of(
            CellKey cell,
            boolean shortWindow,
            MatchSettings settings,
            NearestVisits nearest,
            Map<Quantity, Forecast> performance) {
        return new Prediction(cell, nearest.length(), shortWindow, settings, performance, nearest, null);
    }

    static Prediction empty(
            CellKey cell, int samplesUsed, boolean shortWindow, MatchSettings settings, EmptyReason reason) {
        return new Prediction(cell, samplesUsed, shortWindow, settings, Map.of(), null, reason);
    }

    /** The observed cell. */
    public CellKey cell() {
        return cell;
    }

    /** Number of newest samples that were matched; 0 if there were too few. */
    public int samplesUsed() {
        return samplesUsed;
    }

    /** True if these were fewer than a window: the match is then weaker than its distance suggests. */
    public boolean shortWindow() {
        return shortWindow;
    }

    /** The requested number of visits, K. */
    public int k() {
        return settings.k();
    }

    /**
     * The nearest visits, nearest first, at most K and at most one per visit; the later one is first among equals. A
     * new list.
     */
    public List<Match> matches() {
        if (nearest == null) {
            return List.of();
        }
        double[] weights = MatchWeights.of(nearest, settings.thresholdDb());
        List<Match> matches = new ArrayList<>(nearest.count());
        for (int i = 0; i < nearest.count(); i++) {
            matches.add(new Match(
                    nearest.window(i), nearest.day(i), nearest.startEpochMillis(i), nearest.rmsDb(i), weights[i]));
        }
        return matches;
    }

    /** Number of matches within the distance threshold (N_l). */
    public int matchesUnderThreshold() {
        int count = 0;
        while (nearest != null && count < nearest.count() && nearest.rmsDb(count) <= settings.thresholdDb()) {
            count++;
        }
        return count;
    }

    /** N_l / K, 0 to 1. With fewer than K visits in the history it cannot reach 1. */
    public double confidence() {
        return matchesUnderThreshold() / (double) k();
    }

    /** Number of different days of the matches. */
    public int distinctDays() {
        if (nearest == null) {
            return 0;
        }
        int[] days = new int[nearest.count()];
        int distinct = 0;
        for (int i = 0; i < days.length; i++) {
            int day = nearest.epochDay(i);
            days[distinct] = day;
            distinct += isAmong(days, distinct, day) ? 0 : 1;
        }
        return distinct;
    }

    /** The days are few, so that a scan is faster than a set. */
    private static boolean isAmong(int[] days, int count, int day) {
        for (int i = 0; i < count; i++) {
            if (days[i] == day) {
                return true;
            }
        }
        return false;
    }

    /** Forecasts of downlink, uplink, RTT and loss, as far as a match measured them; in the order of the quantities. */
    public Map<Quantity, Forecast> performance() {
        return Collections.unmodifiableMap(performance);
    }

    /** The risk of a disruption; empty exactly if there is no match. */
    public Optional<OutageRisk> outage() {
        return Optional.ofNullable(outage);
    }

    /** The probability of any handover; empty exactly if there is no match. */
    public Optional<HandoverRisk> handover() {
        return Optional.ofNullable(handover);
    }

    /** The reason for no match; empty exactly if there is one. */
    public Optional<EmptyReason> emptyReason() {
        return Optional.ofNullable(emptyReason);
    }

    double thresholdDb() {
        return settings.thresholdDb();
    }

    /** The result of the search; null if nothing was found. */
    @Nullable
    NearestVisits nearest() {
        return nearest;
    }
}
