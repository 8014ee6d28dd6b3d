package dev.wayside.traceingest.row;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.regex.Pattern;

/**
 * The first line of a log, below blank lines, comments and Excel's {@code sep=;}.
 *
 * @param text without a byte-order mark; empty if there is none
 * @param lineNumber from 1
 */
public record FirstLine(String text, long lineNumber) {

    private static final String BYTE_ORDER_MARK = "\uFEFF";
    private static final Pattern EXCEL_SEPARATOR = Pattern.compile("\"?sep=.\"?,*;*", Pattern.CASE_INSENSITIVE);
    /** Longer lines were blanked before. */
    private static final int MAX_LINE_CHARS = 1 << 17;

    /** Reads up to and including the first line of a log that describes itself. */
    public static FirstLine read(BufferedReader text) throws IOException {
        return read(text, TextForm.PLAIN);
    }

    /** Reads up to the first line: including a header, but not the first row of a log without one. */
    static FirstLine read(BufferedReader text, TextForm form) throws IOException {
        long lineNumber = 0;
        boolean headerless = !form.header().isEmpty();
        while (true) {
            if (headerless) {
                text.mark(MAX_LINE_CHARS);
            }
            String line = text.readLine();
            if (line == null) {
                return new FirstLine("", lineNumber);
            }
            lineNumber++;
            String unmarked = line.startsWith(BYTE_ORDER_MARK) ? line.substring(1) : line;
            if (lineNumber > form.skippedLines() && !isPreamble(unmarked, form.comment())) {
                if (headerless) {
                    text.reset();
                    lineNumber--;
                }
                return new FirstLine(unmarked, lineNumber);
            }
        }
    }

    /** True if a line is above the header, in a log that describes itself. */
    public static boolean isPreamble(String line) {
        return isPreamble(line.startsWith(BYTE_ORDER_MARK) ? line.substring(1) : line, TextForm.COMMENT);
    }

    private static boolean isPreamble(String line, String comment) {
        return line.isBlank()
                || (!comment.isEmpty() && line.startsWith(comment))
                || EXCEL_SEPARATOR.matcher(line.strip()).matches();
    }
}
