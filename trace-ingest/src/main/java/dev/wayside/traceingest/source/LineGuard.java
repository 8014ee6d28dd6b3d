package dev.wayside.traceingest.source;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

import dev.wayside.traceingest.format.LogFormat;
import dev.wayside.traceingest.row.RejectedRow;
import dev.wayside.traceingest.row.Rejection;
import dev.wayside.traceingest.row.RowHandler;
import org.jspecify.annotations.Nullable;

/**
 * A stream that passes on good lines and blanks bad ones, so that one damaged line never affects those after it: after
 * a stray quote a CSV parser would read to the end of the file, and an endless line would exhaust its memory.
 *
 * <p>Blanked lines keep their line break, so that line numbers stay correct.
 */
public final class LineGuard extends InputStream {

    /** Chosen: far beyond any row of a log. */
    public static final int MAX_LINE_BYTES = 65_536;

    private static final int CHUNK_BYTES = 4 * MAX_LINE_BYTES;

    private final InputStream in;
    private final byte separator;
    private final RowHandler handler;
    private final byte[] chunk = new byte[CHUNK_BYTES];
    /** The range of checked bytes that are not passed on yet; unchecked bytes follow up to {@link #filled}. */
    private int passed;

    private int checked;
    private int filled;
    private long lineNumber = 1;
    private boolean skippingLongLine;
    private boolean atEnd;
    private @Nullable IOException failure;

    /**
     * A guard of the lines of {@code in}.
     *
     * @param separator the separator of fields; {@link LogFormat#NO_SEPARATOR} if quotes have no meaning, or
     *     {@link LogFormat#NO_LINES} if line breaks have none: then everything passes
     */
    public LineGuard(InputStream in, char separator, RowHandler handler) {
        this.in = in;
        this.separator = (byte) separator;
        this.handler = handler;
    }

    /** The line that is being checked, from 1: the place of a failure. */
    public long lineNumber() {
        return lineNumber;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        while (passed == checked) {
            if (failure != null) {
                throw failure;
            }
            if (atEnd) {
                return -1;
            }
            fillAndCheck();
        }
        int count = Math.min(length, checked - passed);
        System.arraycopy(chunk, passed, target, offset, count);
        passed += count;
        return count;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private void fillAndCheck() throws IOException {
        System.arraycopy(chunk, checked, chunk, 0, filled - checked);
        filled -= checked;
        passed = 0;
        checked = 0;
        fill();
        checkLines();
    }

    /**
     * Reads the available bytes, and waits only if there are none: a log may arrive while it is written. The lines
     * before a failure are good and are passed on first; a line that the failure cut is not.
     */
    private void fill() {
        try {
            int count = in.read(chunk, filled, chunk.length - filled);
            atEnd = count < 0;
            filled += Math.max(count, 0);
        } catch (IOException e) {
            failure = e;
        }
    }

    private void checkLines() {
        if (separator == LogFormat.NO_LINES) {
            countLines();
            return;
        }
        int lineStart = 0;
        boolean quoted = false;
        boolean zero = false;
        for (int i = 0; i < filled; i++) {
            byte b = chunk[i];
            if (b == '\n') {
                endLine(lineStart, i, quoted, zero);
                lineStart = i + 1;
                quoted = false;
                zero = false;
            } else if (b == '"') {
                quoted = true;
            } else if (b == 0) {
                zero = true;
            }
        }
        if (atEnd) {
            if (lineStart < filled) {
                endLine(lineStart, filled, quoted, zero);
            }
            checked = filled;
        } else if (filled - lineStart > MAX_LINE_BYTES) {
            dropLongLine(lineStart);
        } else {
            checked = lineStart;
        }
    }

    private void countLines() {
        for (int i = 0; i < filled; i++) {
            lineNumber += chunk[i] == '\n' ? 1 : 0;
        }
        checked = filled;
    }

    private void endLine(int start, int end, boolean quoted, boolean zero) {
        if (skippingLongLine) {
            blank(start, end);
            skippingLongLine = false;
        } else if (end - start > MAX_LINE_BYTES) {
            handler.rejected(RejectedRow.withoutTime(lineNumber, Rejection.LINE_TOO_LONG, (end - start) + " bytes"));
            blank(start, end);
        } else if (zero) {
            handler.rejected(RejectedRow.withoutTime(lineNumber, Rejection.LINE_MALFORMED, "holds a zero byte"));
            blank(start, end);
        } else if (quoted && separator != LogFormat.NO_SEPARATOR && !quotesClose(start, end)) {
            handler.rejected(RejectedRow.withoutTime(
                    lineNumber, Rejection.LINE_MALFORMED, "a quote is not closed, or not where a field ends"));
            blank(start, end);
        }
        lineNumber++;
    }

    /** True if every quote that opens a field is closed at the field's end; a doubled quote is a quote character. */
    private boolean quotesClose(int start, int end) {
        int i = start;
        while (i < end) {
            if (chunk[i] == '"') {
                i = closingQuote(i + 1, end) + 1;
                if (i > end || (i < end && !endsField(chunk[i]))) {
                    return false;
                }
            }
            while (i < end && !endsField(chunk[i])) {
                i++;
            }
            i++;
        }
        return true;
    }

    private int closingQuote(int from, int end) {
        int i = from;
        while (i < end) {
            if (chunk[i] != '"') {
                i++;
            } else if (i + 1 < end && chunk[i + 1] == '"') {
                i += 2;
            } else {
                return i;
            }
        }
        return end;
    }

    private boolean endsField(byte b) {
        return b == separator || b == '\r';
    }

    /** Drops a line that fills the chunk without an end, and the rest of it as it arrives. */
    private void dropLongLine(int start) {
        if (!skippingLongLine) {
            handler.rejected(RejectedRow.withoutTime(
                    lineNumber, Rejection.LINE_TOO_LONG, "more than " + MAX_LINE_BYTES + " bytes"));
            skippingLongLine = true;
        }
        checked = start;
        filled = start;
    }

    private void blank(int start, int end) {
        Arrays.fill(chunk, start, end, (byte) ' ');
    }
}
