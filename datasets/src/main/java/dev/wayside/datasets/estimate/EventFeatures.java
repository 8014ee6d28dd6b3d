package dev.wayside.datasets.estimate;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/** Features of a model of radio and matches, for learning and for prediction. */
public final class EventFeatures {

    /** Chosen on the days named in datasets/EVALUATION.md. */
    private static final double PRIOR_MATCHES = 2;

    private EventFeatures() {}

    /**
     * The features by name; signs that are not known are left out.
     *
     * @param horizon number of the horizon among those of the store
     * @param usual share of all moments that the event followed
     */
    public static Map<String, Double> of(
            Map<EventSign, Double> signs,
            MatchShares shares,
            EventKind kind,
            int horizon,
            double usual,
            double confidence) {
        Map<String, Double> features = new HashMap<>();
        signs.forEach((sign, value) -> features.put(sign.feature(), value));
        features.put("match-share", LogOdds.of(shares.share(kind, horizon, usual, PRIOR_MATCHES)));
        features.put("confidence", confidence);
        return features;
    }

    /** The signs of an array of all that are known, that is not NaN. */
    public static Map<EventSign, Double> known(double[] signs) {
        Map<EventSign, Double> known = new EnumMap<>(EventSign.class);
        for (EventSign sign : EventSign.values()) {
            if (!Double.isNaN(signs[sign.place()])) {
                known.put(sign, signs[sign.place()]);
            }
        }
        return known;
    }
}
