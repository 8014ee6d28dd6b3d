package dev.wayside.fusion;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

import dev.wayside.fusion.numeric.EqualCounts;

/**
 * The mean squared error of a source on other days, by a property of the source: its {@code calibrated} variance.
 * Immutable.
 *
 * <p>Learned from bins of about equal size, made monotone by isotonic regression, and never below 1 % of the mean over
 * all rows: a bin without errors by chance is not exact. With fewer than {@value #MIN_ROWS} rows, and for a source
 * without that property, it is the mean over all rows.
 *
 * @param domain domain of the errors
 * @param predictor property that predicts the error
 * @param curve variance over the predictor; empty if there were too few rows
 * @param pooledVariance mean squared error over all rows, bias included
 * @param rows number of rows
 */
public record VarianceCurve(
        Domain domain, ErrorPredictor predictor, MonotoneCurve curve, double pooledVariance, int rows) {

    /** Minimum rows for a curve. Chosen, as are the sizes of bins and the floor: three bins of 30 rows and a few. */
    public static final int MIN_ROWS = 100;

    private static final int MIN_ROWS_PER_BIN = 30;
    private static final int MAX_BINS = 20;
    private static final double FLOOR_SHARE = 0.01;

    /** @throws IllegalArgumentException if the pooled variance is negative, NaN or infinite */
    public VarianceCurve {
        Limits.requireBetween("pooled variance", pooledVariance, 0, Double.MAX_VALUE);
    }

    /**
     * Learns from the outcomes with this source.
     *
     * @return empty if there is none
     * @throws IllegalArgumentException if a value is negative and the domain logarithmic
     */
    public static Optional<VarianceCurve> learn(
            String source, ErrorPredictor predictor, Domain domain, List<Outcome> outcomes) {
        List<Row> predicted = new ArrayList<>();
        double squares = 0;
        int rows = 0;
        for (Outcome outcome : outcomes) {
            Optional<Source> found = outcome.find(source);
            if (found.isPresent()) {
                double error = outcome.error(source, domain).orElseThrow();
                predictor.of(found.get()).ifPresent(known -> predicted.add(new Row(known, error * error)));
                squares += error * error;
                rows++;
            }
        }
        if (rows == 0) {
            return Optional.empty();
        }
        double pooled = squares / rows;
        MonotoneCurve curve = predicted.size() < MIN_ROWS
                ? MonotoneCurve.NONE
                : MonotoneCurve.fit(bins(predicted), predictor.errorsRise()).atLeast(FLOOR_SHARE * pooled);
        return Optional.of(new VarianceCurve(domain, predictor, curve, pooled, rows));
    }

    /** The expected squared error of the source. */
    double variance(Source source) {
        OptionalDouble known = predictor.of(source);
        return known.isEmpty() || curve.saysNothing() ? pooledVariance : curve.at(known.getAsDouble());
    }

    private static List<MonotoneCurve.Bin> bins(List<Row> rows) {
        return EqualCounts.cut(rows, Row::predictor, MIN_ROWS_PER_BIN, MAX_BINS).stream()
                .map(bin -> new MonotoneCurve.Bin(
                        bin.stream().mapToDouble(Row::predictor).average().orElseThrow(),
                        bin.stream().mapToDouble(Row::squaredError).average().orElseThrow(),
                        bin.size()))
                .toList();
    }

    private record Row(double predictor, double squaredError) {}
}
