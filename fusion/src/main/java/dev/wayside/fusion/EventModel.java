package dev.wayside.fusion;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.wayside.fusion.numeric.LogisticFit;

/**
 * The probability of an event, such as an outage in the look-ahead, from a few features: history share, RSRP, its
 * slope, its distance to a neighbour's. Regularised logistic regression. Immutable.
 *
 * <p>Features are standardised, and a penalty of half their square draws their coefficients towards 0, which is small
 * against hundreds of rows ({@code LogisticFit}). A feature may be absent from a case: it then counts as its mean. If
 * it was absent from training rows, its absence has a coefficient of its own. Beyond 10 standard deviations it counts
 * as if at 10.
 *
 * <p>With fewer than {@value #MIN_ROWS} rows, or if the event came always or never, there are no coefficients and the
 * result is the smoothed share of events, (k + 1/2) / (n + 1).
 *
 * @param features with their coefficients; features of other names are ignored
 * @param intercept log-odds of the event if all features are at their means
 * @param rows number of training rows
 * @param events number of these with the event
 */
public record EventModel(List<EventFeature> features, double intercept, int rows, int events) {

    /** Minimum rows to learn coefficients from. Chosen: several for each feature. */
    public static final int MIN_ROWS = 100;

    /**
     * A training row from another day.
     *
     * @param features the known values by name
     * @param event true if it came
     */
    public record Row(Map<String, Double> features, boolean event) {

        /** @throws IllegalArgumentException if a value is NaN, infinite or above 1e100 */
        public Row {
            features = Map.copyOf(features);
            requireValues(features);
        }
    }

    /** @throws IllegalArgumentException if the intercept is NaN or infinite */
    public EventModel {
        features = List.copyOf(features);
        Limits.requireValue("intercept", intercept);
    }

    /** A model learned from the rows; empty if there is none. */
    public static Optional<EventModel> learn(List<Row> rows) {
        if (rows.isEmpty()) {
            return Optional.empty();
        }
        int events = (int) rows.stream().filter(Row::event).count();
        if (rows.size() < MIN_ROWS || events == 0 || events == rows.size()) {
            double odds = (events + 0.5) / (rows.size() - events + 0.5);
            return Optional.of(new EventModel(List.of(), Math.log(odds), rows.size(), events));
        }
        List<EventFeature> unfitted = rows.stream()
                .flatMap(row -> row.features().keySet().stream())
                .collect(Collectors.toCollection(TreeSet::new))
                .stream()
                .map(name -> EventFeature.unfitted(name, rows))
                .toList();
        return Optional.of(fit(unfitted, rows, events));
    }

    /**
     * The probability of the event, 0 to 1.
     *
     * @throws IllegalArgumentException if a value is NaN, infinite or above 1e100
     */
    public double probability(Map<String, Double> values) {
        requireValues(values);
        double logOdds = intercept
                + features.stream()
                        .mapToDouble(feature -> feature.logOdds(values))
                        .sum();
        return LogisticFit.probability(logOdds);
    }

    private static EventModel fit(List<EventFeature> features, List<Row> rows, int events) {
        double[][] design = rows.stream().map(row -> columns(features, row)).toArray(double[][]::new);
        double[] outcomes =
                rows.stream().mapToDouble(row -> row.event() ? 1 : 0).toArray();
        double[] coefficients = new LogisticFit(design, outcomes).coefficients();
        List<EventFeature> fitted = IntStream.range(0, features.size())
                .mapToObj(i -> features.get(i).with(coefficients[1 + 2 * i], coefficients[2 + 2 * i]))
                .toList();
        return new EventModel(fitted, coefficients[0], rows.size(), events);
    }

    /** The design matrix: a constant, and two columns per feature, its value and its absence. */
    private static double[] columns(List<EventFeature> features, Row row) {
        double[] columns = new double[1 + 2 * features.size()];
        columns[0] = 1;
        for (int i = 0; i < features.size(); i++) {
            columns[1 + 2 * i] = features.get(i).standard(row.features());
            columns[2 + 2 * i] = features.get(i).absence(row.features());
        }
        return columns;
    }

    private static void requireValues(Map<String, Double> values) {
        values.forEach((name, value) -> Limits.requireValue(name, value));
    }
}
