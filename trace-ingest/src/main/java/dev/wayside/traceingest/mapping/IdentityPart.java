package dev.wayside.traceingest.mapping;

import java.util.Set;

import dev.wayside.traceingest.row.FieldText;

/** A whole number that is a part of a cell's or carrier's identity. */
final class IdentityPart {

    /** Not measured, or a logger's number for "unknown". */
    static final long UNKNOWN = -1;

    /** -1, and the largest number of 32 and 64 bits, as Android and modems write it. */
    private static final Set<Double> UNKNOWN_NUMBERS =
            Set.of(-1.0, (double) Integer.MAX_VALUE, (double) Long.MAX_VALUE, 4_294_967_295.0);

    private IdentityPart() {}

    /**
     * Reads a part, also one that was written as 17.0.
     *
     * @throws NumberFormatException if it is not a whole number up to {@code max}
     */
    static long read(FieldText text, long max) {
        if (text.isEmpty()) {
            return UNKNOWN;
        }
        long digits = text.digits(0, text.length());
        if (digits >= 0 && digits <= max) {
            return digits;
        }
        double number = text.toDouble();
        if (UNKNOWN_NUMBERS.contains(number)) {
            return UNKNOWN;
        }
        if (number < 0 || number > max || number != Math.rint(number)) {
            throw new NumberFormatException(text + " is not a whole number up to " + max);
        }
        return (long) number;
    }
}
