package dev.wayside.fusion;

/** The ranges of numbers within which no sum or square overflows. */
final class Limits {

    /** Maximum magnitude of a value, in any unit. Chosen: the sum of many squares of it fits a double. */
    static final double MAX_VALUE = 1e100;

    /** Maximum variance: that of the maximum value. */
    static final double MAX_VARIANCE = MAX_VALUE * MAX_VALUE;

    private Limits() {}

    /** @throws IllegalArgumentException if the value is NaN or lies outside; names it and the range */
    static void requireBetween(String name, double value, double min, double max) {
        if (!(value >= min && value <= max)) {
            throw new IllegalArgumentException(
                    "the " + name + " must lie between " + min + " and " + max + ", not " + value);
        }
    }

    /** @throws IllegalArgumentException if the value is NaN, infinite or of a magnitude above 1e100 */
    static void requireValue(String name, double value) {
        requireBetween(name, value, -MAX_VALUE, MAX_VALUE);
    }
}
