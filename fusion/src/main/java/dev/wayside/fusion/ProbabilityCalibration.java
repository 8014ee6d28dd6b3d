package dev.wayside.fusion;

import java.util.List;
import java.util.Optional;

import dev.wayside.fusion.numeric.EqualCounts;

/**
 * The calibration of a score to the share of cases with the event, by isotonic regression (Zadrozny and Elkan 2002,
 * doi:10.1145/775047.775151). Immutable.
 *
 * <p>Rows are binned by score; k events among n rows of a bin count as (k + 1/2) / (n + 1), so that no probability is 0
 * or 1. A higher score never gives a lower probability.
 *
 * @param curve probability over score
 * @param rows number of training rows
 */
public record ProbabilityCalibration(MonotoneCurve curve, int rows) {

    /** Minimum rows to learn from. Chosen, as are the sizes of bins: two bins of 50 rows. */
    public static final int MIN_ROWS = 100;

    private static final int MIN_ROWS_PER_BIN = 50;
    private static final int MAX_BINS = 50;

    /**
     * A training row from another day.
     *
     * @param score any number that is higher for more likely events, such as a probability
     * @param event true if it came
     */
    public record Row(double score, boolean event) {

        /** @throws IllegalArgumentException if the score is NaN, infinite or above 1e100 */
        public Row {
            Limits.requireValue("score", score);
        }
    }

    /** @throws IllegalArgumentException if there is no curve or a level of it is not a probability */
    public ProbabilityCalibration {
        if (curve.saysNothing()) {
            throw new IllegalArgumentException("a probability calibration needs a curve");
        }
        curve.levels().forEach(level -> Limits.requireBetween("probability", level, 0, 1));
    }

    /** A calibration learned from rows; empty for fewer than {@value #MIN_ROWS} rows. */
    public static Optional<ProbabilityCalibration> learn(List<Row> rows) {
        if (rows.size() < MIN_ROWS) {
            return Optional.empty();
        }
        List<MonotoneCurve.Bin> bins = EqualCounts.cut(rows, Row::score, MIN_ROWS_PER_BIN, MAX_BINS).stream()
                .map(ProbabilityCalibration::bin)
                .toList();
        return Optional.of(new ProbabilityCalibration(MonotoneCurve.fit(bins, true), rows.size()));
    }

    /**
     * The probability of the event, above 0 and below 1.
     *
     * @throws IllegalArgumentException if the score is NaN, infinite or above 1e100
     */
    public double probability(double score) {
        Limits.requireValue("score", score);
        return curve.at(score);
    }

    private static MonotoneCurve.Bin bin(List<Row> rows) {
        long events = rows.stream().filter(Row::event).count();
        double place = rows.stream().mapToDouble(Row::score).average().orElseThrow();
        return new MonotoneCurve.Bin(place, (events + 0.5) / (rows.size() + 1.0), rows.size());
    }
}
