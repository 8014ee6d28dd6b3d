package dev.wayside.traceingest.row;

import java.util.List;

import ch.randelshofer.fastdoubleparser.JavaDoubleParser;

/** One field in the parser's buffer: read immediately, never kept. Reused from field to field. */
public final class FieldText {

    /** A long holds every number of 18 digits. */
    private static final int MAX_DIGITS = 18;

    /** Chosen: longer than any valid value. */
    private static final int MAX_SHOWN_CHARS = 60;

    private char[] buffer = {};
    private int start;
    private int end;

    /** Points at a field, without white space around it. */
    public void set(char[] newBuffer, int offset, int length) {
        buffer = newBuffer;
        start = offset;
        end = offset + length;
        while (start < end && buffer[start] <= ' ') {
            start++;
        }
        while (end > start && buffer[end - 1] <= ' ') {
            end--;
        }
    }

    /** Points at a part of another field. */
    public void setWithin(FieldText whole, int from, int to) {
        set(whole.buffer, whole.start + from, to - from);
    }

    public boolean isEmpty() {
        return start == end;
    }

    /** True if the field is empty or one of the loggers' marks for "not measured". */
    public boolean isMissing() {
        for (int i = start; i < end; i++) {
            if (buffer[i] != '-') {
                return false;
            }
        }
        return true;
    }

    public int length() {
        return end - start;
    }

    public char charAt(int i) {
        return buffer[start + i];
    }

    public boolean contentEquals(String text) {
        if (text.length() != length()) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) != charAt(i)) {
                return false;
            }
        }
        return true;
    }

    public boolean equalsIgnoreCase(String text) {
        if (text.length() != length()) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (Character.toLowerCase(text.charAt(i)) != Character.toLowerCase(charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** True if the field is one of these texts. */
    public boolean isAny(List<String> texts) {
        for (int i = 0; i < texts.size(); i++) {
            if (contentEquals(texts.get(i))) {
                return true;
            }
        }
        return false;
    }

    /** Copies the field's characters; the target must have room for them. */
    public void copyTo(char[] target, int offset) {
        System.arraycopy(buffer, start, target, offset, length());
    }

    /**
     * The digits between two positions as a number; -1 if they are not all digits, or none, or more than a long holds.
     */
    public long digits(int from, int to) {
        if (to - from > MAX_DIGITS) {
            return -1;
        }
        long number = 0;
        for (int i = from; i < to; i++) {
            int digit = charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return from < to ? number : -1;
    }

    /**
     * The field as a number.
     *
     * @throws NumberFormatException if the field is not a number
     */
    public double toDouble() {
        return JavaDoubleParser.parseDouble(buffer, start, end - start);
    }

    /** The field for messages: the start of a long one, with an ellipsis. */
    public String shortened() {
        return length() <= MAX_SHOWN_CHARS ? toString() : new String(buffer, start, MAX_SHOWN_CHARS) + "...";
    }

    @Override
    public String toString() {
        return new String(buffer, start, end - start);
    }
}
