package dev.wayside.fusion;

/** The ranges that numbers must lie in so that no sum or square of them overflows. */
final class Limits {

    /** Greatest magnitude of a value, in any unit. */
    static final double MAX_VALUE = 1e100;

    /** Greatest variance: that of the greatest value. */
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
