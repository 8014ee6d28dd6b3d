package dev.wayside.traceingest;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;

import dev.wayside.kvstore.HistoryStore;

/**
 * Takes logs that come over a connection, as they come: what is complete is written whenever more has to be waited for,
 * so that a vehicle's own log can answer while it grows. Bounded memory; a writer that the store keeps waiting reads no
 * further. Thread-safe.
 */
public final class StreamIngestion {

    private final HistoryStore store;
    private final IngestSettings settings;

    /** Writes into a store what is read as the settings say. */
    public StreamIngestion(HistoryStore store, IngestSettings settings) {
        this.store = store;
        this.settings = settings;
    }

    /**
     * Reads a log to its end and writes all that is made of it; once this returns, all of it survives loss of power.
     * The same log again changes nothing.
     *
     * @param name what the listener is told the log is called
     * @param format what the log is; one that is told from its first line alone
     * @param arriving the log, uncompressed; its {@code available} is 0 where reading on would wait. Not closed
     * @throws TraceIngestException if it is no log of the format, or could not be read to its end; what came before is
     *     written
     * @throws dev.wayside.kvstore.HistoryStoreException if the store cannot be written
     */
    public IngestSummary ingest(String name, LogFormat format, InputStream arriving, IngestListener listener) {
        try (LogIngestion log =
                new LogIngestion(name, store.settings(), settings.handoverRule(), store::write, listener)) {
            InputStream in = new WrittenBeforeWaiting(arriving, log);
            byte[] head = readFirstLine(in);
            ReadingContext context =
                    settings.reading().context(name, store.settings().zone(), settings.handoverRule());
            log.ingest(
                    new SequenceInputStream(new ByteArrayInputStream(head), in),
                    format.separatorOf(new String(head, StandardCharsets.UTF_8).strip()),
                    format.reader(context));
            if (Thread.currentThread().isInterrupted()) {
                throw new TraceIngestException(name + ": interrupted; repeat it");
            }
            store.sync();
            return log.summary();
        } catch (IOException e) {
            throw new TraceIngestException(
                    "damaged at its very beginning (" + e.getMessage() + "); mend the log, and repeat", e);
        }
    }

    /** Up to the end of the first line that is not blank, or of the longest line there can be. */
    private static byte[] readFirstLine(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        boolean blank = true;
        while (line.size() < LineGuard.MAX_LINE_BYTES) {
            int value = in.read();
            if (value < 0) {
                break;
            }
            line.write(value);
            blank &= value <= ' ';
            if (value == '\n' && !blank) {
                break;
            }
        }
        return line.toByteArray();
    }

    /** Before the wait for more, what there is goes to the store. */
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
