package dev.wayside.traceingest;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

import dev.wayside.kvstore.HistoryStore;
import dev.wayside.traceingest.format.LogFormat;
import dev.wayside.traceingest.format.ReadingContext;
import dev.wayside.traceingest.row.FirstLine;
import dev.wayside.traceingest.row.GeoJson;
import dev.wayside.traceingest.row.JsonDocument;
import dev.wayside.traceingest.row.TraceIngestException;
import dev.wayside.traceingest.source.LineGuard;
import dev.wayside.traceingest.source.LogHead;
import dev.wayside.traceingest.source.Utf16Log;
import org.jspecify.annotations.Nullable;

/**
 * The ingestion of logs from a connection. It writes complete visits before it waits for more data, so that a vehicle's
 * log counts while it grows. Bounded memory; while the store blocks a write, no more is read. Thread-safe.
 */
public final class StreamIngestion {

    private final HistoryStore store;
    private final IngestSettings settings;

    /** An ingestion into a store with these settings. */
    public StreamIngestion(HistoryStore store, IngestSettings settings) {
        this.store = store;
        this.settings = settings;
    }

    /**
     * Reads a log to its end and writes its visits and handovers; once this returns, all of it survives loss of power.
     * The same log again changes nothing. See {@link NothingStored} for a log without a row that could be stored.
     *
     * @param name name of the log for the listener
     * @param otherwise the format of a log that no format recognises; null to refuse it. Without meaning if the
     *     settings name the format
     * @param arriving the log, uncompressed; its {@code available} is 0 if reading would wait. Not closed
     * @throws UnrecognisedLogException if no format recognises it
     * @throws TraceIngestException if it is not a log of the format, or could not be read to its end; the rows before
     *     the failure are written
     * @throws dev.wayside.kvstore.HistoryStoreException if the store cannot be written
     */
    public IngestSummary ingest(
            String name, @Nullable LogFormat otherwise, InputStream arriving, IngestListener listener) {
        try (LogIngestion log = new LogIngestion(name, store.settings(), settings, store::write, listener)) {
            InputStream in = Utf16Log.inUtf8(new WrittenBeforeWaiting(arriving, log));
            LogHead head = LogHead.of(readFirstLine(in));
            LogFormat format = format(head, otherwise);
            ReadingContext context =
                    settings.reading().context(name, store.settings().zone(), settings.handoverRule());
            log.ingest(
                    head.wholeLog(in),
                    format.separatorOf(head.firstLine(), context.mapping()),
                    format.reader(context),
                    context);
            if (Thread.currentThread().isInterrupted()) {
                throw new TraceIngestException(name + ": interrupted; repeat it");
            }
            store.sync();
            return log.summary();
        } catch (IOException e) {
            throw new TraceIngestException("damaged at its start (" + e.getMessage() + "); fix the log, and repeat", e);
        }
    }

    private LogFormat format(LogHead head, @Nullable LogFormat otherwise) {
        LogFormat format = settings.reading().formatOf(head.firstLine()).orElse(otherwise);
        if (format == null || head.isBinary()) {
            throw new UnrecognisedLogException(head.whyUnrecognised());
        }
        if (!format.isSelfContained()) {
            throw new UnrecognisedLogException("of format " + format
                    + ", whose logs lack what the file's name says; read the file with 'wayside ingest'");
        }
        if (format == LogFormat.NDJSON && head.isGeoJson()) {
            throw new UnrecognisedLogException(GeoJson.REFUSAL);
        }
        return format;
    }

    /**
     * The bytes up to the end of the first line below blank ones and comments, or up to the maximum line length, as in
     * a document, whose lines say little.
     */
    private static byte[] readFirstLine(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int lineStart = 0;
        boolean isDocument = false;
        while (head.size() < LineGuard.MAX_LINE_BYTES) {
            int value = in.read();
            if (value < 0) {
                break;
            }
            head.write(value);
            if (value == '\n') {
                String all = head.toString(StandardCharsets.UTF_8);
                String line = all.substring(Math.min(lineStart, all.length())).strip();
                isDocument |= JsonDocument.isStart(line);
                if (!FirstLine.isPreamble(line) && !isDocument) {
                    break;
                }
                lineStart = all.length();
            }
        }
        return head.toByteArray();
    }

    /** A stream that writes complete visits to the store before it waits for more. */
    private static final class WrittenBeforeWaiting extends FilterInputStream {

        private final LogIngestion log;

        private WrittenBeforeWaiting(InputStream in, LogIngestion log) {
            super(in);
            this.log = log;
        }

        @Override
        public int read() throws IOException {
            writeBeforeWaiting();
            return in.read();
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            writeBeforeWaiting();
            return in.read(target, offset, length);
        }

        private void writeBeforeWaiting() throws IOException {
            if (in.available() == 0) {
                log.flush();
            }
        }
    }
}
