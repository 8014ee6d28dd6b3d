package dev.wayside.datasets.estimate;

import java.util.List;
import java.util.Optional;

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
public record StagedIntervals(IntervalCalibration overall, List<@Nullable IntervalCalibration> byBand) {

    /** The interval around an estimate in a band; empty if the estimate is. */
    public Optional<Interval> interval(FusedEstimate estimate, int band, double coverage) {
        IntervalCalibration ofBand = byBand.isEmpty() ? null : byBand.get(band);
        return (ofBand == null ? overall : ofBand).interval(estimate, coverage);
    }
}
