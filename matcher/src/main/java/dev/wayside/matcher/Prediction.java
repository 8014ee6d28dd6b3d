package dev.wayside.matcher;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.wayside.kvstore.CellKey;
import dev.wayside.kvstore.Quantity;

/**
 * What the history says will follow an observation. Immutable; holds no NaN: what is not known is absent.
 *
 * @param cell the cell observed
 * @param samplesUsed how many of the newest samples were matched; 0 if there were too few
 * @param shortWindow whether these were fewer than a window: the match is then weaker than its distance says
 * @param k how many visits were asked for
 * @param matches the nearest visits, nearest first, at most K and at most one per visit; of equal distance the later
 *     one is first
 * @param matchesUnderThreshold how many of the matches lie within the distance threshold (N_l)
 * @param performance forecasts of downlink, uplink, RTT and loss, of those that a match measured
 * @param outage the risk of a disruption; empty exactly if there is no match
 * @param handover the chance of any handover; empty exactly if there is no match
 * @param emptyReason why there is no match; empty exactly if there is one
 */
public record Prediction(
        CellKey cell,
        int samplesUsed,
        boolean shortWindow,
        int k,
        List<Match> matches,
        int matchesUnderThreshold,
        Map<Quantity, Forecast> performance,
        Optional<OutageRisk> outage,
        Optional<HandoverRisk> handover,
        Optional<EmptyReason> emptyReason) {

    /** Copies the list and the map; the map is ordered as the quantities are. */
    public Prediction {
        matches = List.copyOf(matches);
        performance = Collections.unmodifiableMap(new EnumMap<>(performance));
    }

    static Prediction empty(CellKey cell, int samplesUsed, boolean shortWindow, int k, EmptyReason reason) {
        return new Prediction(
                cell,
                samplesUsed,
                shortWindow,
                k,
                List.of(),
                0,
                new EnumMap<>(Quantity.class),
                Optional.empty(),
                Optional.empty(),
                Optional.of(reason));
    }

    /** N_l / K, 0 to 1. With fewer than K visits in the history it cannot reach 1. */
    public double confidence() {
        return matchesUnderThreshold / (double) k;
    }

    /** On how many different days the matches lie. */
    public int distinctDays() {
        return (int) matches.stream().map(Match::day).distinct().count();
    }
}
