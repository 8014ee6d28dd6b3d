package dev.wayside.api.http.exchange;

import java.io.IOException;

import com.fasterxml.jackson.core.JsonGenerator;

/**
 * Numbers as JSON text, rounded to a number of decimals and without trailing zeros: shorter, and several times as fast,
 * as the shortest digits that tell one double from the next. One per answer and thread.
 */
public final class RoundedNumbers {

    /** Of a long, with its sign, point and the comma behind it. */
    private static final int LONGEST = 24;

    private static final int MAX_DIGITS = 19;
    private static final long[] POWERS_OF_TEN = powersOfTen();
    private static final char[] TENS = new char[100];
    private static final char[] ONES = new char[100];

    static {
        for (int pair = 0; pair < TENS.length; pair++) {
            TENS[pair] = (char) ('0' + pair / 10);
            ONES[pair] = (char) ('0' + pair % 10);
        }
    }

    private char[] text = new char[0];
    private int length;

    private static long[] powersOfTen() {
        long[] powers = new long[MAX_DIGITS];
        powers[0] = 1;
        for (int i = 1; i < powers.length; i++) {
            powers[i] = 10 * powers[i - 1];
        }
        return powers;
    }

    /** Writes one number; beyond 2^63 units of its last decimal it is cut to that. */
    public void write(double value, int decimals, JsonGenerator json) throws IOException {
        start(1);
        append(value, decimals);
        json.writeNumber(text, 0, length);
    }

    /** Starts an array of numbers. */
    public void startArray(int numbers) {
        start(numbers);
        text[length++] = '[';
    }

    /** Adds a number to the array, or null for NaN. */
    public void add(double value, int decimals) {
        if (Double.isNaN(value)) {
            "null".getChars(0, 4, text, length);
            length += 4;
        } else {
            append(value, decimals);
        }
        text[length++] = ',';
    }

    /** Writes the array, which has at least one number. */
    public void writeArray(JsonGenerator json) throws IOException {
        text[length - 1] = ']';
        json.writeRawValue(text, 0, length);
    }

    private void start(int numbers) {
        int most = 2 + numbers * LONGEST;
        if (text.length < most) {
            text = new char[most];
        }
        length = 0;
    }

    private void append(double value, int decimals) {
        long power = POWERS_OF_TEN[decimals];
        long steps = (long) (Math.abs(value) * power + 0.5);
        if (value < 0 && steps > 0) {
            text[length++] = '-';
        }
        // Most quantities have none: that saves a division.
        long whole = decimals == 0 ? steps : steps / power;
        appendDigits(whole, digitsOf(whole));
        if (whole * power != steps) {
            appendFraction(steps - whole * power, decimals);
        }
    }

    private void appendFraction(long steps, int decimals) {
        long rest = steps;
        int digits = decimals;
        for (; rest % 10 == 0; rest /= 10) {
            digits--;
        }
        text[length++] = '.';
        appendDigits(rest, digits);
    }

    private static int digitsOf(long number) {
        int digits = 1;
        while (digits < MAX_DIGITS && number >= POWERS_OF_TEN[digits]) {
            digits++;
        }
        return digits;
    }

    /** Two at a time, from the last. */
    private void appendDigits(long number, int digits) {
        long rest = number;
        int at = length + digits;
        for (; at > length + 1; rest /= 100) {
            int pair = (int) (rest % 100);
            text[--at] = ONES[pair];
            text[--at] = TENS[pair];
        }
        if (at > length) {
            text[at - 1] = (char) ('0' + rest);
        }
        length += digits;
    }
}
