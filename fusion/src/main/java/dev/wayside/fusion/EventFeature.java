package dev.wayside.fusion;

import java.util.List;
import java.util.Map;

import dev.wayside.fusion.numeric.StandardColumn;

/**
 * One feature of an {@link EventModel}.
 *
 * @param mean over the rows with the feature
 * @param deviation over the rows with the feature, 1 for a constant
 * @param coefficient log-odds per standard deviation above the mean
 * @param absentLogOdds log-odds added if it is absent
 */
record EventFeature(String name, double mean, double deviation, double coefficient, double absentLogOdds) {

    /** Chosen: a value beyond this is an outlier, and counts as if at it. */
    private static final double MAX_DEVIATIONS = 10;

    EventFeature {
        Limits.requireValue("mean of " + name, mean);
        Limits.requireBetween("deviation of " + name, deviation, Double.MIN_NORMAL, Double.MAX_VALUE);
        Limits.requireValue("coefficient of " + name, coefficient);
        Limits.requireValue("absence of " + name, absentLogOdds);
    }

    static EventFeature unfitted(String name, List<EventModel.Row> rows) {
        StandardColumn column = StandardColumn.of(rows.stream()
                .flatMap(row -> row.features().entrySet().stream())
                .filter(feature -> feature.getKey().equals(name))
                .mapToDouble(Map.Entry::getValue)
                .toArray());
        return new EventFeature(name, column.mean(), column.divisor(), 0, 0);
    }

    EventFeature with(double otherCoefficient, double otherAbsentLogOdds) {
        return new EventFeature(name, mean, deviation, otherCoefficient, otherAbsentLogOdds);
    }

    double standard(Map<String, Double> values) {
        double deviations = (values.getOrDefault(name, mean) - mean) / deviation;
        return Math.max(-MAX_DEVIATIONS, Math.min(MAX_DEVIATIONS, deviations));
    }

    double absence(Map<String, Double> values) {
        return values.containsKey(name) ? 0 : 1;
    }

    double logOdds(Map<String, Double> values) {
        return coefficient * standard(values) + absentLogOdds * absence(values);
    }
}
