package dev.wayside.fusion;

import java.util.OptionalDouble;

/**
 * One source of a quantity: its value, and what is known of its quality. Immutable.
 *
 * @param name kind of source, such as {@value #MEAN_5S}; everything learned about a source is kept under its name, and
 *     no two sources of one estimate may share it
 * @param value in the quantity's unit, at most 1e100 in magnitude
 * @param variance in the square of that unit, 0 to 1e200: for short-term samples their sample variance, for a history
 *     the variance over its matches; empty if unknown
 * @param confidence 0 to 1 for a history (N_l/K), empty for all others: a source with a confidence is weighed by it and
 *     not by its variance
 */
public record Source(String name, double value, OptionalDouble variance, OptionalDouble confidence) {

    /** The newest short-term sample. */
    public static final String LAST_VALUE = "last-value";

    /** Mean of the samples of the last second. */
    public static final String MEAN_1S = "mean-1s";

    /** Mean of the samples of the last 5 seconds. */
    public static final String MEAN_5S = "mean-5s";

    /** Mean of the samples of the last 30 seconds. */
    public static final String MEAN_30S = "mean-30s";

    /** Harmonic mean of the samples of the last 5 seconds. */
    public static final String HARMONIC_MEAN = "harmonic-mean";

    /** Mean over the history of the cell. */
    public static final String CELL_MEAN = "cell-mean";

    /** Mean over the history of the cell at about the same RSRP: a baseline. */
    public static final String CELL_RSRP = "cell-rsrp";

    /** The performance after the past visits with the most similar signal. */
    public static final String HISTORY = "history";

    /** @throws IllegalArgumentException if the name is blank, or a number is NaN or out of its range */
    public Source {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a source needs a name");
        }
        Limits.requireValue("value of " + name, value);
        variance.ifPresent(known -> Limits.requireBetween("variance of " + name, known, 0, Limits.MAX_VARIANCE));
        confidence.ifPresent(known -> Limits.requireBetween("confidence of " + name, known, 0, 1));
    }

    /** A source of known variance. */
    public static Source of(String name, double value, double variance) {
        return new Source(name, value, OptionalDouble.of(variance), OptionalDouble.empty());
    }

    /** A source with nothing but a value. */
    public static Source of(String name, double value) {
        return new Source(name, value, OptionalDouble.empty(), OptionalDouble.empty());
    }

    /** The prediction of a history with this confidence. */
    public static Source history(double value, OptionalDouble variance, double confidence) {
        return new Source(HISTORY, value, variance, OptionalDouble.of(confidence));
    }
}
