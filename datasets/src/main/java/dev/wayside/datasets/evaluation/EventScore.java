package dev.wayside.datasets.evaluation;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Score of one rule that predicts an event within a horizon.
 *
 * @param rows moments asked about
 * @param events at how many of them it came
 * @param areaUnderCurve null if it came never or always
 * @param areaLow lower end of the 95 % interval over days
 * @param areaHigh upper end
 * @param averagePrecision null if it never came
 * @param brier mean squared error of the probability
 * @param reliability what was said and what came, in bins of what was said
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record EventScore(
        String rule,
        boolean usesHistory,
        int rows,
        int events,
        @Nullable Double areaUnderCurve,
        @Nullable Double areaLow,
        @Nullable Double areaHigh,
        @Nullable Double averagePrecision,
        double brier,
        List<Bin> reliability) {

    /** Means over a bin. */
    record Bin(double said, double came, int rows) {}
}
