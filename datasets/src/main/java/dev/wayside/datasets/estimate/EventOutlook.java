package dev.wayside.datasets.estimate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

import dev.wayside.kvstore.Quantity;
import dev.wayside.kvstore.RsrpSeries;
import dev.wayside.kvstore.StoreSettings;
import dev.wayside.matcher.Matcher;
import dev.wayside.matcher.Observation;
import dev.wayside.matcher.PastPass;
import dev.wayside.matcher.Prediction;

/** The answers of a calibration's event models. */
final class EventOutlook {

    private final StoreSettings settings;
    private final Matcher matcher;
    private final List<Calibration.EventCalibration> learned;
    private final List<Horizon> horizons;

    EventOutlook(StoreSettings settings, Matcher matcher, List<Calibration.EventCalibration> learned) {
        this.settings = settings;
        this.matcher = matcher;
        this.learned = learned;
        this.horizons = Horizon.within(settings);
    }

    /** @param neighbourDbm of the strongest neighbour on the store's grid, newest last; NaN where unknown */
    List<Estimator.EventEstimate> of(Observation observation, Prediction prediction, double[] neighbourDbm) {
        if (learned.isEmpty()) {
            return List.of();
        }
        Map<EventSign, Double> signs = EventFeatures.known(signs(observation, neighbourDbm));
        List<PastPass> passes = matcher.passes(prediction, Quantity.DOWNLINK_BPS, 0);
        MatchShares shares = new MatchShares(passes, horizons);
        List<Estimator.EventEstimate> estimates = new ArrayList<>();
        for (Calibration.EventCalibration known : learned) {
            EventKind kind = kind(known.event());
            Map<String, Double> features = EventFeatures.of(
                    signs, shares, kind, number(known.horizonMillis()), known.share(), prediction.confidence());
            estimates.add(new Estimator.EventEstimate(
                    kind, known.horizonMillis(), known.model().probability(features), known.share()));
        }
        return estimates;
    }

    private double[] signs(Observation observation, double[] neighbourDbm) {
        RsrpSeries samples = observation.samples();
        int back = EventSign.slopeSteps(settings.sampleIntervalMillis());
        double[] signs = new double[EventSign.values().length];
        Arrays.fill(signs, Double.NaN);
        signs[EventSign.RSRP.place()] = dbm(samples, 0);
        signs[EventSign.SLOPE.place()] = dbm(samples, 0) - dbm(samples, back);
        double above = newest(neighbourDbm, 0) - dbm(samples, 0);
        signs[EventSign.NEIGHBOUR.place()] = above;
        signs[EventSign.NEIGHBOUR_SLOPE.place()] = above - (newest(neighbourDbm, back) - dbm(samples, back));
        OptionalInt inVisit = observation.samplesInVisit();
        if (inVisit.isPresent()) {
            signs[EventSign.IN_CELL.place()] =
                    Math.log1p((inVisit.getAsInt() - 1.0) * settings.sampleIntervalMillis() / 1e3);
        }
        return signs;
    }

    private static double dbm(RsrpSeries samples, int back) {
        int at = samples.length() - 1 - back;
        return at < 0 ? Double.NaN : samples.dbm(at);
    }

    private static double newest(double[] values, int back) {
        int at = values.length - 1 - back;
        return at < 0 ? Double.NaN : values[at];
    }

    private static EventKind kind(String label) {
        return Arrays.stream(EventKind.values())
                .filter(kind -> kind.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the calibration has learned of '" + label
                        + "', which is not an event; run wayside calibrate --again"));
    }

    private int number(int horizonMillis) {
        for (int i = 0; i < horizons.size(); i++) {
            if (horizons.get(i).millis() == horizonMillis) {
                return i;
            }
        }
        throw new IllegalStateException("the calibration has a horizon of " + horizonMillis
                + " ms, which this store cannot answer; run wayside calibrate --again");
    }
}
