package dev.wayside.matcher;

import dev.wayside.kvstore.RsrpSeries;
import dev.wayside.matcher.search.NearestVisits;

/**
 * The weights of the matches in a forecast: w_i proportional to exp(-(d_i^2 - d_min^2) / (2 n tau^2)), with d_i the
 * Euclidean distance, n the samples compared and tau the threshold per sample. A match whose mean square is 2 tau^2
 * above that of the nearest counts 1/e of it. Weights add up to 1.
 */
final class MatchWeights {

    /** Chosen: a far match still counts if no nearer one measured, and the product of two weights is above 0. */
    private static final double MIN_WEIGHT = 1e-100;

    private MatchWeights() {}

    /** One weight per match; there is at least one. */
    static double[] of(NearestVisits matches, double thresholdDb) {
        double[] weights = new double[matches.count()];
        write(matches, thresholdDb, weights);
        return weights;
    }

    /** As {@link #of}, into the start of an array. */
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
