package dev.wayside.datasets.evaluation;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * The score of one rule on one target, over all days; errors in the quantity's unit. All rules of a target are scored
 * on the same rows: where one says nothing, the mean of 5 s is used.
 *
 * @param rows how many
 * @param answered share of the rows that the rule itself answered
 * @param rmseChange RMSE against that of the mean of 5 s, less 1
 * @param maeChange MAE likewise
 * @param rmseChangeLow lower end of the 95 % interval over days; null for a single one
 * @param rmseChangeHigh upper end
 * @param coverage how often the 50, 80 and 95 % intervals held the truth; null where none could be learned
 * @param byConfidence errors in bands of the history's confidence
 * @param byVisit errors in bands of the time since the cell was entered
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record QuantityScore(
        String rule,
        boolean learned,
        boolean usesHistory,
        int rows,
        double answered,
        double mae,
        double rmse,
        double logRmse,
        double medianRelativeError,
        double rmseChange,
        @Nullable Double rmseChangeLow,
        @Nullable Double rmseChangeHigh,
        double maeChange,
        @Nullable Coverage coverage,
        List<Band> byConfidence,
        List<Band> byVisit) {

    /** Shares of the truths within the intervals of these probabilities. */
    record Coverage(double of50, double of80, double of95) {}

    /**
     * Errors in a band.
     *
     * @param band what lies in it
     */
    record Band(String band, int rows, double rmse, double rmseChange) {}
}
