package dev.wayside.matcher;

import dev.wayside.kvstore.RsrpSeries;
import dev.wayside.matcher.search.NearestVisits;

/**
 * How much each match counts in a forecast: w_i proportional to exp(-(d_i^2 - d_min^2) / (2 n tau^2)), with d_i the
 * Euclidean distance, n the samples compared and tau the threshold per sample. A match whose mean square is 2 tau^2
 * above that of the nearest counts 1/e of it. Weights add up to 1.
 */
final class MatchWeights {

    /** A far match still speaks where no nearer one measured; above 0 also when two weights are multiplied. */
    private static final double MIN_WEIGHT = 1e-100;

    private MatchWeights() {}

    /** One weight per match; there is at least one. */
    static double[] of(NearestVisits matches, double thresholdDb) {
        double[] weights = new double[matches.count()];
        write(matches, thresholdDb, weights);
        return weights;
    }

    /** As {@link #of}, to the beginning of an array. */
    static void write(NearestVisits matches, double thresholdDb, double[] weights) {
        double thresholdSteps = thresholdDb * RsrpSeries.STEPS_PER_DB;
        double scale = 2 * matches.length() * thresholdSteps * thresholdSteps;
        double total = 0;
        for (int i = 0; i < matches.count(); i++) {
            long beyondNearest = matches.squaredDistance(i) - matches.squaredDistance(0);
            weights[i] = Math.max(MIN_WEIGHT, Math.exp(-beyondNearest / scale));
            total += weights[i];
        }
        for (int i = 0; i < matches.count(); i++) {
            weights[i] /= total;
        }
    }
}
