package dev.wayside.traceingest.row;

import java.io.BufferedReader;
import java.io.IOException;

/**
 * The first line of a log that is not blank.
 *
 * @param text without a byte-order mark
 * @param lineNumber from 1
 */
public record FirstLine(String text, long lineNumber) {

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    /** Reads up to and including the first line that is not blank; the text is empty if there is none. */
    public static FirstLine read(BufferedReader text) throws IOException {
        long lineNumber = 0;
        for (String line = text.readLine(); line != null; line = text.readLine()) {
            lineNumber++;
            String unmarked = line.startsWith(BYTE_ORDER_MARK) ? line.substring(1) : line;
            if (!unmarked.isBlank()) {
                return new FirstLine(unmarked, lineNumber);
            }
        }
        return new FirstLine("", lineNumber);
    }
}
