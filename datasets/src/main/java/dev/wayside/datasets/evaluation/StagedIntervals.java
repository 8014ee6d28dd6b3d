package dev.wayside.datasets.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

import dev.wayside.fusion.Domain;
import dev.wayside.fusion.FusedEstimate;
import dev.wayside.fusion.Interval;
import dev.wayside.fusion.IntervalCalibration;
import org.jspecify.annotations.Nullable;

/**
 * Intervals for a rule, apart in each band of its stage: where a transfer is in its cycle, or how long a cell has
 * served, says how far an estimate can be off. Immutable; a plain Jackson mapper writes and reads it.
 *
 * @param overall for all moments, and where a band had too few
 * @param byBand one per band, null in the place of those with too few; none without a stage
 */
record StagedIntervals(IntervalCalibration overall, List<@Nullable IntervalCalibration> byBand) {

    /**
     * Learns from residuals.
     *
     * @param stage null for no bands
     * @param bandOf the band of a row
     * @return empty if there are too few rows
     */
    static Optional<StagedIntervals> learn(
            Domain domain, @Nullable Stage stage, List<IntervalCalibration.Row> rows, IntUnaryOperator bandOf) {
        List<@Nullable IntervalCalibration> byBand = new ArrayList<>();
        for (int band = 0; stage != null && band < stage.bands(); band++) {
            int wanted = band;
            List<IntervalCalibration.Row> within = IntStream.range(0, rows.size())
                    .filter(row -> bandOf.applyAsInt(row) == wanted)
                    .mapToObj(rows::get)
                    .toList();
            byBand.add(IntervalCalibration.learn(domain, Row.thinned(within)).orElse(null));
        }
        return IntervalCalibration.learn(domain, Row.thinned(rows))
                .map(overall -> new StagedIntervals(overall, byBand));
    }

    /** The interval around an estimate in a band; empty if the estimate is. */
    Optional<Interval> interval(FusedEstimate estimate, int band, double coverage) {
        IntervalCalibration ofBand = byBand.isEmpty() ? null : byBand.get(band);
        return (ofBand == null ? overall : ofBand).interval(estimate, coverage);
    }
}
