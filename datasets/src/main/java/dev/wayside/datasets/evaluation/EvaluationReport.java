package dev.wayside.datasets.evaluation;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * The results of an evaluation, as {@code --json} writes them.
 *
 * @param days how many were left out in turn
 * @param rides one per carrier, day and trace
 * @param moments how many were asked about
 * @param intervalMillis time between them
 * @param remarks what was left out, and why
 */
record EvaluationReport(
        int days,
        int rides,
        int moments,
        int intervalMillis,
        List<String> remarks,
        List<QuantityResult> quantities,
        List<EventResult> events,
        @Nullable Route route) {

    /** All rules on one target, in the order they were asked. */
    record QuantityResult(
            String quantity,
            String horizon,
            String unit,
            int days,
            List<QuantityScore> rules,
            HistoryGain historyGain) {}

    /**
     * Gain from history: the best learned rule with it against the best learned rule without it.
     *
     * @param rmseChange RMSE with it against that without it, less 1; below 0 it helps
     * @param low lower end of the 95 % interval over days; null for a single one
     * @param high upper end
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record HistoryGain(
            String with,
            String without,
            double rmseChange,
            @Nullable Double low,
            @Nullable Double high) {}

    /** All rules for one event and horizon. */
    record EventResult(String event, String horizon, List<EventScore> rules) {}

    /**
     * One ride and all places, for the plots; values of the first target at its longest horizon, by its best rule.
     *
     * @param points along the ride
     * @param places errors over all rides, thinned evenly; empty where no positions are known
     */
    record Route(String quantity, String horizon, String rule, String ride, List<Point> points, List<Place> places) {}

    /** A moment of the route. */
    record Point(long epochMillis, double truth, double estimate, double mean5s) {}

    /** A place where the estimate was off by this factor (natural logarithm). */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Place(double longitude, double latitude, double logError) {}
}
