package dev.wayside.matcher;

import java.util.List;

import dev.wayside.kvstore.RsrpSeries;

/**
 * How much each match counts in a forecast: w_i proportional to exp(-(d_i^2 - d_min^2) / (2 n tau^2)), with d_i the
 * Euclidean distance, n the samples compared and tau the threshold per sample. A match whose mean square is 2 tau^2
 * above that of the nearest counts 1/e of it. Weights add up to 1.
 */
final class MatchWeights {

    /** A far match still speaks where no nearer one measured; above 0 also when two weights are multiplied. */
    private static final double LEAST = 1e-100;

    private MatchWeights() {}

    /** One weight per match; the first match is the nearest. */
    static List<Double> of(List<Candidate> matches, int samples, double thresholdDb) {
        long least = matches.get(0).squaredDistance();
        double thresholdSteps = thresholdDb * RsrpSeries.STEPS_PER_DB;
        double scale = 2 * samples * thresholdSteps * thresholdSteps;
        List<Double> relative = matches.stream()
                .map(match -> Math.max(LEAST, Math.exp((least - match.squaredDistance()) / scale)))
                .toList();
        double total = relative.stream().mapToDouble(Double::doubleValue).sum();
        return relative.stream().map(weight -> weight / total).toList();
    }
}
