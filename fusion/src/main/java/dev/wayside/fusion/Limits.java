package dev.wayside.fusion;

/** The ranges that numbers must lie in so that no sum or square of them overflows. */
final class Limits {

    /** Greatest magnitude of a value, in any unit. */
    static final double GREATEST_VALUE = 1e100;

    /** Greatest variance: that of the greatest value. */
    static final double GREATEST_VARIANCE = GREATEST_VALUE * GREATEST_VALUE;

    private Limits() {}

    /** @throws IllegalArgumentException if the value is NaN or lies outside; names it and the range */
    static void requireBetween(String name, double value, double least, double greatest) {
        if (!(value >= least && value <= greatest)) {
            throw new IllegalArgumentException(
                    "the " + name + " must lie between " + least + " and " + greatest + ", not " + value);
        }
    }

    /** @throws IllegalArgumentException if the value is NaN, infinite or of a magnitude above 1e100 */
    static void requireValue(String name, double value) {
        requireBetween(name, value, -GREATEST_VALUE, GREATEST_VALUE);
    }
}
