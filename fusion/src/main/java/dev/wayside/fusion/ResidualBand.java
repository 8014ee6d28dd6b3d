package dev.wayside.fusion;

import java.util.ArrayList;
import java.util.List;

import dev.wayside.fusion.numeric.EqualCounts;

/**
 * Bounds for the residuals of estimates of about one confidence.
 *
 * @param fromConfidence start of the band, which ends at the start of the next one
 * @param rows number of training residuals
 * @param bounds one per coverage
 */
record ResidualBand(double fromConfidence, int rows, List<ConformalBounds> bounds) {

    /** Chosen: few, because each needs its own rows. */
    private static final int MAX_BANDS = 4;

    /** The difference of a truth from its estimate. */
    record Residual(double confidence, double value) {}

    ResidualBand {
        bounds = List.copyOf(bounds);
    }

    /** Ascending; the first begins at 0. */
    static List<ResidualBand> cut(List<Residual> residuals) {
        List<ResidualBand> bands = new ArrayList<>();
        for (List<Residual> bin :
                EqualCounts.cut(residuals, Residual::confidence, IntervalCalibration.MIN_ROWS, MAX_BANDS)) {
            double from = bands.isEmpty() ? 0 : bin.get(0).confidence();
            double[] ascending =
                    bin.stream().mapToDouble(Residual::value).sorted().toArray();
            bands.add(new ResidualBand(
                    from,
                    bin.size(),
                    IntervalCalibration.COVERAGES.stream()
                            .map(coverage -> ConformalBounds.of(ascending, coverage))
                            .toList()));
        }
        return bands;
    }

    /** The band of a confidence. */
    static ResidualBand of(List<ResidualBand> bands, double confidence) {
        ResidualBand found = bands.get(0);
        for (ResidualBand band : bands) {
            if (band.fromConfidence() <= confidence) {
                found = band;
            }
        }
        return found;
    }

    ConformalBounds bounds(double coverage) {
        return bounds.stream()
                .filter(bound -> bound.coverage() == coverage)
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("no bounds were learned for a coverage of " + coverage));
    }
}
