package dev.wayside.traceingest.mapping;

import dev.wayside.traceingest.row.FieldText;

/**
 * The spelling of a log's numbers.
 *
 * @param decimal the decimal mark
 * @param thousands the mark between thousands, or {@link #NONE}
 */
record NumberText(char decimal, char thousands) {

    static final char NONE = 0;

    /** Numbers as programs write them. */
    static final NumberText PLAIN = new NumberText('.', NONE);

    /** @throws NumberFormatException if the text is not a number of this spelling */
    double read(FieldText text) {
        if (decimal == '.' && thousands == NONE) {
            return text.toDouble();
        }
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == decimal) {
                plain.append('.');
            } else if (c == thousands) {
                requireThousands(text, i);
            } else if (c == '.') {
                throw new NumberFormatException("a point is neither the decimal mark nor the one between thousands");
            } else {
                plain.append(c);
            }
        }
        return Double.parseDouble(plain.toString());
    }

    /** A mark elsewhere than before three digits is a decimal mark, or a damaged number. */
    private void requireThousands(FieldText text, int at) {
        int end = at + 1;
        while (end < text.length() && Character.isDigit(text.charAt(end))) {
            end++;
        }
        boolean decimalsBefore = false;
        for (int i = 0; i < at; i++) {
            decimalsBefore |= text.charAt(i) == decimal;
        }
        if (end - at != 4 || decimalsBefore) {
            throw new NumberFormatException("the mark between thousands is not before three digits");
        }
    }
}
