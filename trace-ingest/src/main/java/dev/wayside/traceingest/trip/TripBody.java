package dev.wayside.traceingest.trip;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import dev.wayside.traceingest.assembly.HandoverRule;
import dev.wayside.traceingest.format.LogFormat;
import dev.wayside.traceingest.format.LogReading;
import dev.wayside.traceingest.format.ReadingContext;
import dev.wayside.traceingest.row.GeoJson;
import dev.wayside.traceingest.row.LogRow;
import dev.wayside.traceingest.row.PlausibleTimes;
import dev.wayside.traceingest.row.RejectedRow;
import dev.wayside.traceingest.row.Rejection;
import dev.wayside.traceingest.row.RowHandler;
import dev.wayside.traceingest.row.TraceIngestException;
import dev.wayside.traceingest.source.LineGuard;
import dev.wayside.traceingest.source.LogHead;
import dev.wayside.traceingest.source.Utf16Log;
import org.jspecify.annotations.Nullable;

/** The rows of one request. Each is read by itself: a request may begin anywhere. Used once, by one thread. */
final class TripBody implements RowHandler {

    /** Chosen: three carriers at 1 Hz for most of an hour without network; some megabytes of heap. */
    static final int MAX_ROWS = 10_000;

    private final ReadingContext context;
    private final PlausibleTimes plausibleTimes;
    private final List<Line> lines = new ArrayList<>();

    /** A row and the line that it was in. Damaged lines are found some lines before they are passed. */
    private record Line(long number, TripRow row, String detail) {}

    private TripBody(ReadingContext context, InstantSource clock) {
        this.context = context;
        this.plausibleTimes = new PlausibleTimes(clock);
    }

    /**
     * Reads the rows of a body.
     *
     * @param otherwise the format of a body that no format recognises; null to refuse it
     * @throws TraceIngestException if it is not of a format whose rows can be read one by one, too long, or damaged
     */
    static List<SentRow> read(
            InputStream body,
            LogReading reading,
            @Nullable LogFormat otherwise,
            ZoneId zone,
            HandoverRule rule,
            InstantSource clock) {
        TripBody rows = new TripBody(reading.contextOfRows(zone, rule), clock);
        try {
            rows.read(body, reading, otherwise);
        } catch (IOException e) {
            throw new TraceIngestException(
                    "the body is damaged (" + e.getMessage() + "); none of its rows is stored: send it again", e);
        }
        if (Thread.currentThread().isInterrupted()) {
            throw new TraceIngestException("interrupted; none of the rows is stored: send them again");
        }
        rows.lines.sort(Comparator.comparingLong(Line::number));
        return rows.lines.stream()
                .map(line -> new SentRow(line.row(), line.detail()))
                .toList();
    }

    /**
     * A row that was sent.
     *
     * @param row the row
     * @param detail the offending value of a rejected one; otherwise empty
     */
    record SentRow(TripRow row, String detail) {}

    private void read(InputStream body, LogReading reading, @Nullable LogFormat otherwise) throws IOException {
        InputStream in = Utf16Log.inUtf8(body);
        LogHead head = LogHead.read(in);
        LogFormat format = otherwise == LogFormat.NDJSON && reading.format() == null
                ? LogFormat.NDJSON
                : reading.formatOf(head.firstLine()).orElse(otherwise);
        if (format == null || head.isBinary()) {
            throw new TraceIngestException(head.whyUnrecognised());
        }
        if (!format.isOfRows()) {
            throw new TraceIngestException("of format " + format
                    + ", whose rows cannot be read one by one; send such a log whole with POST /v1/traces");
        }
        if (format == LogFormat.NDJSON && head.isGeoJson()) {
            throw new TraceIngestException(GeoJson.REFUSAL);
        }
        LineGuard guarded =
                new LineGuard(head.wholeLog(in), format.separatorOf(head.firstLine(), context.mapping()), this);
        format.reader(context).read(guarded, this);
    }

    @Override
    public void row(LogRow row) {
        String moment = Instant.ofEpochMilli(row.epochMillis()).toString();
        if (!plausibleTimes.contain(row.epochMillis())) {
            rejected(RejectedRow.withoutTime(row.lineNumber(), Rejection.TIME_IMPLAUSIBLE, moment));
        } else if (context.localTimes().isPending()) {
            rejected(RejectedRow.withoutTime(row.lineNumber(), Rejection.TIME_AMBIGUOUS, moment + " or an hour later"));
        } else {
            add(new Line(row.lineNumber(), TripRow.of(row), ""));
        }
    }

    @Override
    public void rejected(RejectedRow row) {
        add(new Line(row.lineNumber(), TripRow.rejected(row.reason(), row.epochMillis()), row.detail()));
    }

    @Override
    public void leftOut(long lineNumber) {
        add(new Line(lineNumber, TripRow.LEFT_OUT, ""));
    }

    private void add(Line line) {
        if (lines.size() == MAX_ROWS) {
            throw new TraceIngestException("more than " + MAX_ROWS + " rows in a request; send the first " + MAX_ROWS
                    + ", and the others after them");
        }
        lines.add(line);
    }
}
