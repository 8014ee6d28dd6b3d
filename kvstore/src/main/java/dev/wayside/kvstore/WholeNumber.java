package dev.wayside.kvstore;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The spellings of whole numbers in logs: {@code 26843521}, {@code 26843521.0}, {@code 2.6843521E7}, {@code 0x1999981}.
 */
final class WholeNumber {

    /** Chosen: longer than any identity, also than those of 64 bits; a longer text is no number. */
    private static final int MAX_CHARS = 32;

    private static final Pattern PLAIN = Pattern.compile("[+-]?\\d+(\\.0*)?");
    private static final Pattern HEXADECIMAL = Pattern.compile("0[xX][0-9a-fA-F]+");
    /** With the point, as programs write it: without it, 12E4 may be a hexadecimal identity. */
    private static final Pattern SCIENTIFIC = Pattern.compile("-?\\d\\.\\d+[eE][+]?\\d{1,2}");
    /** As C and spreadsheets write it: to a fixed number of digits. Java drops zeros only, and writes no plus sign. */
    private static final Pattern OF_FIXED_DIGITS = Pattern.compile("-?\\d(\\.\\d+)?[eE][+]\\d{2}");

    private WholeNumber() {}

    /** The number without sign of plus, leading zeros and fraction; empty if the text is not a whole number. */
    static Optional<String> in(String text) {
        if (text.length() > MAX_CHARS) {
            return Optional.empty();
        }
        if (PLAIN.matcher(text).matches()) {
            int point = text.indexOf('.');
            return Optional.of(new BigInteger(point < 0 ? text : text.substring(0, point)).toString());
        }
        if (HEXADECIMAL.matcher(text).matches()) {
            return Optional.of(new BigInteger(text.substring(2), 16).toString());
        }
        return SCIENTIFIC.matcher(text).matches() ? whole(new BigDecimal(text)) : Optional.empty();
    }

    /** True for a number in scientific notation whose last digits were cut off: {@code 2.68435E+07}. */
    static boolean isRounded(String text) {
        if (text.length() > MAX_CHARS || !OF_FIXED_DIGITS.matcher(text).matches()) {
            return false;
        }
        return new BigDecimal(text).scale() < 0;
    }

    private static Optional<String> whole(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        return stripped.scale() <= 0 ? Optional.of(stripped.toBigInteger().toString()) : Optional.empty();
    }
}
