package dev.wayside.datasets.estimate;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

import dev.wayside.matcher.PastPass;

/** Weight of the matches with an event within each horizon; the nearest match weighs 1. */
public final class MatchShares {

    private final float weight;
    private final Map<EventKind, float[]> hits = new EnumMap<>(EventKind.class);

    public MatchShares(List<PastPass> passes, List<Horizon> horizons) {
        double nearest = passes.isEmpty() ? 1 : passes.get(0).weight();
        this.weight = (float) (passes.stream().mapToDouble(PastPass::weight).sum() / nearest);
        for (EventKind kind : EventKind.values()) {
            float[] byHorizon = new float[horizons.size()];
            for (int i = 0; i < byHorizon.length; i++) {
                int millis = horizons.get(i).millis();
                byHorizon[i] = (float) (passes.stream()
                                .filter(pass -> ahead(pass, kind).orElse(Long.MAX_VALUE) <= millis)
                                .mapToDouble(PastPass::weight)
                                .sum()
                        / nearest);
            }
            hits.put(kind, byHorizon);
        }
    }

    /** Outages are too rare to tell from failures in a handful of matches. */
    private static OptionalLong ahead(PastPass pass, EventKind kind) {
        return kind == EventKind.HANDOVER ? pass.handoverAheadMillis() : pass.disruptionAheadMillis();
    }

    /** Share with the event; 0 without a match. */
    public double share(EventKind kind, int horizon) {
        return weight == 0 ? 0 : hits(kind, horizon) / weight;
    }

    /** Share with the event, drawn towards what is usual as if {@code prior} matches more had said so. */
    public double share(EventKind kind, int horizon, double usual, double prior) {
        return (hits(kind, horizon) + prior * usual) / (weight + prior);
    }

    private double hits(EventKind kind, int horizon) {
        float[] byHorizon = hits.get(kind);
        return byHorizon == null ? 0 : byHorizon[horizon];
    }
}
