package dev.wayside.datasets.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

import dev.wayside.datasets.estimate.Stage;
import dev.wayside.datasets.estimate.StagedIntervals;
import dev.wayside.fusion.Domain;
import dev.wayside.fusion.IntervalCalibration;
import org.jspecify.annotations.Nullable;

/** A learner of the width of a rule's intervals. */
final class IntervalLearning {

    private IntervalLearning() {}

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
}
