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
 * What the history says will follow an observation. Immutable; holds no NaN: what is not known is absent.
 *
 * <p>A prediction keeps the arrays of the cell that it was read from in memory; keep what it says rather than many
 * predictions.
 */
public final class Prediction {

    private final CellKey cell;
    private final int samplesUsed;
    private final boolean shortWindow;
    private final int k;
    private final @Nullable Matched matched;
    private final @Nullable EmptyReason emptyReason;

    /** All that there is only if something matched. */
    @SuppressWarnings("ArrayRecordComponent") // Not handed out, and not written once it is here.
    record Matched(
            NearestVisits nearest,
            double[] weights,
            int underThreshold,
            Map<Quantity, Forecast> performance,
            OutageRisk outage,
            HandoverRisk handover) {}

    private Prediction(
            CellKey cell,
            int samplesUsed,
            boolean shortWindow,
            int k,
            @Nullable Matched matched,
            @Nullable EmptyReason emptyReason) {
        this.cell = cell;
        this.samplesUsed = samplesUsed;
        this.shortWindow = shortWindow;
        this.k = k;
        this.matched = matched;
        this.emptyReason = emptyReason;
    }

    static Prediction of(CellKey cell, boolean shortWindow, int k, Matched matched) {
        return new Prediction(cell, matched.nearest().length(), shortWindow, k, matched, null);
    }

    static Prediction empty(CellKey cell, int samplesUsed, boolean shortWindow, int k, EmptyReason reason) {
        return new Prediction(cell, samplesUsed, shortWindow, k, null, reason);
    }

    /** The cell observed. */
    public CellKey cell() {
        return cell;
    }

    /** How many of the newest samples were matched; 0 if there were too few. */
    public int samplesUsed() {
        return samplesUsed;
    }

    /** Whether these were fewer than a window: the match is then weaker than its distance says. */
    public boolean shortWindow() {
        return shortWindow;
    }

    /** How many visits were asked for. */
    public int k() {
        return k;
    }

    /**
     * The nearest visits, nearest first, at most K and at most one per visit; of equal distance the later one is first.
     * A new list.
     */
    public List<Match> matches() {
        if (matched == null) {
            return List.of();
        }
        NearestVisits nearest = matched.nearest();
        List<Match> matches = new ArrayList<>(nearest.count());
        for (int i = 0; i < nearest.count(); i++) {
            matches.add(new Match(
                    nearest.window(i),
                    nearest.day(i),
                    nearest.startEpochMillis(i),
                    nearest.rmsDb(i),
                    matched.weights()[i]));
        }
        return matches;
    }

    /** How many of the matches lie within the distance threshold (N_l). */
    public int matchesUnderThreshold() {
        return matched == null ? 0 : matched.underThreshold();
    }

    /** N_l / K, 0 to 1. With fewer than K visits in the history it cannot reach 1. */
    public double confidence() {
        return matchesUnderThreshold() / (double) k;
    }

    /** On how many different days the matches lie. */
    public int distinctDays() {
        return (int) matches().stream().map(Match::day).distinct().count();
    }

    /** Forecasts of downlink, uplink, RTT and loss, of those that a match measured; in the order of the quantities. */
    public Map<Quantity, Forecast> performance() {
        return matched == null ? Map.of() : Collections.unmodifiableMap(matched.performance());
    }

    /** The risk of a disruption; empty exactly if there is no match. */
    public Optional<OutageRisk> outage() {
        return Optional.ofNullable(matched).map(Matched::outage);
    }

    /** The chance of any handover; empty exactly if there is no match. */
    public Optional<HandoverRisk> handover() {
        return Optional.ofNullable(matched).map(Matched::handover);
    }

    /** Why there is no match; empty exactly if there is one. */
    public Optional<EmptyReason> emptyReason() {
        return Optional.ofNullable(emptyReason);
    }

    /** What the search found; null if nothing. */
    @Nullable
    NearestVisits nearest() {
        return matched == null ? null : matched.nearest();
    }
}
