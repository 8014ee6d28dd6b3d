package dev.wayside.datasets.evaluation;

import java.time.LocalDate;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.wayside.datasets.estimate.EventFeatures;
import dev.wayside.datasets.estimate.EventKind;
import dev.wayside.datasets.estimate.EventSign;
import dev.wayside.datasets.estimate.Horizon;
import dev.wayside.datasets.estimate.MatchShares;
import dev.wayside.datasets.estimate.SourceKind;
import dev.wayside.datasets.estimate.SourceValues;
import dev.wayside.datasets.estimate.Stage;
import dev.wayside.datasets.estimate.Target;
import dev.wayside.fusion.Outcome;
import dev.wayside.kvstore.CellKey;
import org.jspecify.annotations.Nullable;

/** One question along a ride: what each source said, and what came. Numbers lie in arrays: there are many moments. */
final class Moment {

    private final LocalDate day;
    private final int ride;
    private final Where where;
    private final float[] signs;
    private final MatchShares shares;
    private final Map<Target, Asked> asked = new HashMap<>();
    private final Map<EventKind, Map<Horizon, Boolean>> events = new EnumMap<>(EventKind.class);

    /**
     * Time and place, and where in the visit and in the measuring flow.
     *
     * @param longitude degrees east, NaN if unknown
     * @param latitude degrees north, NaN if unknown
     * @param rsrpDbm of the serving cell
     * @param confidence of the history, 0 to 1
     * @param visitBand how long in the cell, as {@link Stage} counts
     * @param flowBand how long since the measuring flow started again, as {@link Stage} counts
     */
    record Where(
            long epochMillis,
            CellKey cell,
            double rsrpDbm,
            double longitude,
            double latitude,
            double confidence,
            int visitBand,
            int flowBand) {

        /** The band of a stage that the moment lies in; 0 without a stage. */
        int band(@Nullable Stage stage) {
            if (stage == null) {
                return 0;
            }
            return stage == Stage.VISIT ? visitBand : flowBand;
        }
    }

    /** Values and variances by {@link SourceKind}, NaN where absent. */
    private static final class Asked {

        private final float[] values;
        private final float[] variances;
        private final float truth;

        Asked(double[] values, double[] variances, double truth) {
            this.values = toFloats(values);
            this.variances = toFloats(variances);
            this.truth = (float) truth;
        }
    }

    Moment(LocalDate day, int ride, Where where, float[] signs, MatchShares shares) {
        this.day = day;
        this.ride = ride;
        this.where = where;
        this.signs = signs;
        this.shares = shares;
    }

    void ask(Target target, SourceValues sourceValues, double truth) {
        asked.put(target, new Asked(sourceValues.values(), sourceValues.variances(), truth));
    }

    void event(EventKind kind, Horizon horizon, boolean comes) {
        events.computeIfAbsent(kind, key -> new HashMap<>()).put(horizon, comes);
    }

    LocalDate day() {
        return day;
    }

    /** Number of the ride it belongs to. */
    int ride() {
        return ride;
    }

    Where where() {
        return where;
    }

    /** True if the event came; null if it is unknown. */
    @Nullable
    Boolean event(EventKind kind, Horizon horizon) {
        return events.getOrDefault(kind, Map.of()).get(horizon);
    }

    /** The signs that are known, by name. */
    Map<String, Double> features(List<EventSign> wanted) {
        Map<String, Double> features = new HashMap<>();
        for (EventSign sign : wanted) {
            double value = signs[sign.place()];
            if (!Double.isNaN(value)) {
                features.put(sign.feature(), value);
            }
        }
        return features;
    }

    /** All signs that are known. */
    Map<EventSign, Double> signs() {
        return EventFeatures.known(toDoubles(signs));
    }

    /** Shares of the matches with an event. */
    MatchShares shares() {
        return shares;
    }

    /** One sign, NaN if unknown. */
    double sign(EventSign sign) {
        return signs[sign.place()];
    }

    boolean has(Target target) {
        return asked.containsKey(target);
    }

    Outcome outcome(Target target) {
        Asked row = asked(target);
        return new Outcome(
                SourceValues.sources(toDoubles(row.values), toDoubles(row.variances), where.confidence()), row.truth);
    }

    double truth(Target target) {
        return asked(target).truth;
    }

    /** The baseline that errors are compared with. */
    double reference(Target target) {
        return asked(target).values[SourceKind.REFERENCE.place()];
    }

    private Asked asked(Target target) {
        Asked row = asked.get(target);
        if (row == null) {
            throw new IllegalArgumentException("nobody asked about " + target);
        }
        return row;
    }

    private static double[] toDoubles(float[] values) {
        double[] doubles = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            doubles[i] = values[i];
        }
        return doubles;
    }

    private static float[] toFloats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }
}
