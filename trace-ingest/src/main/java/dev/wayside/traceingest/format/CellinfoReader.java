package dev.wayside.traceingest.format;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.wayside.traceingest.row.RejectedRow;
import dev.wayside.traceingest.row.Rejection;
import dev.wayside.traceingest.row.RowHandler;
import dev.wayside.traceingest.row.RowReader;
import dev.wayside.traceingest.row.TraceIngestException;

/**
 * A reader of Android logs, lines of the tag {@code cellinfo}: pings, and the phone's reports of cell, signal and
 * position.
 */
final class CellinfoReader implements RowReader {

    private static final Pattern LINE = Pattern.compile(
            "(\\d\\d)-(\\d\\d) (\\d\\d):(\\d\\d):(\\d\\d)\\.(\\d{3}) +\\d+ +\\d+ [A-Z] ([^:]*?) *: (.*)");
    private static final String TAG = "cellinfo";
    private static final int TAG_GROUP = 7;
    private static final int MESSAGE_GROUP = 8;
    /** The first line of a buffer of Android's log. */
    private static final String BUFFER_BEGINS = "--------- beginning of";

    private final ReadingContext context;

    CellinfoReader(ReadingContext context) {
        this.context = context;
    }

    /** True if a log can begin with this line. */
    static boolean isFirstLine(String line) {
        Matcher parts = LINE.matcher(line);
        return line.startsWith(BUFFER_BEGINS) || (parts.matches() && isTagged(parts));
    }

    @Override
    public void read(InputStream in, RowHandler handler) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8), 1 << 16);
        CellinfoTime time = new CellinfoTime(context);
        CellinfoPhone phone = new CellinfoPhone(context.carrier(), handler);
        boolean tagSeen = false;
        long lineNumber = 0;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            lineNumber++;
            if (Thread.currentThread().isInterrupted()) {
                return;
            }
            Matcher parts = LINE.matcher(line);
            if (!parts.matches()) {
                rejectUnlessEmpty(lineNumber, line, handler);
            } else if (isTagged(parts)) {
                tagSeen = true;
                take(lineNumber, parts, time, phone, handler);
            }
        }
        if (!tagSeen) {
            throw new TraceIngestException("an Android log without lines of the tag " + TAG
                    + "; record it with the app that writes them, or name another --format");
        }
    }

    private static void take(
            long lineNumber, Matcher parts, CellinfoTime time, CellinfoPhone phone, RowHandler handler) {
        try {
            phone.message(lineNumber, time.epochMillis(parts), parts.group(MESSAGE_GROUP));
        } catch (IllegalArgumentException | DateTimeException e) {
            handler.rejected(RejectedRow.withoutTime(lineNumber, Rejection.TIME_UNREADABLE, parts.group()));
        }
    }

    private static void rejectUnlessEmpty(long lineNumber, String line, RowHandler handler) {
        if (!line.isBlank() && !line.startsWith(BUFFER_BEGINS)) {
            handler.rejected(
                    RejectedRow.withoutTime(lineNumber, Rejection.LINE_MALFORMED, "not a line of an Android log"));
        }
    }

    private static boolean isTagged(Matcher parts) {
        return parts.group(TAG_GROUP).equals(TAG);
    }
}
