package dev.wayside.traceingest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

import de.siegmar.fastcsv.writer.CsvWriter;
import dev.wayside.traceingest.row.Rejection;
import org.jspecify.annotations.Nullable;

/** A CSV file with the place and reason of every rejected row. Thread-safe. */
final class RejectFile implements IngestListener, AutoCloseable {

    private final Path file;
    private final CsvWriter csv;
    private @Nullable IOException failure;

    RejectFile(Path file) throws IOException {
        this.file = file;
        csv = CsvWriter.builder().build(file);
        csv.writeRecord("log", "line", "reason", "value", "remedy");
    }

    @Override
    public synchronized void rejected(String logName, long lineNumber, Rejection rejection, String detail) {
        if (failure != null) {
            return;
        }
        try {
            csv.writeRecord(logName, Long.toString(lineNumber), rejection.title(), detail, rejection.remedy());
        } catch (UncheckedIOException e) {
            // The ingestion continues: the history matters more than this list. close() reports the failure.
            failure = e.getCause();
        }
    }

    /** @throws IOException if anything could not be written; names the file and the remedy */
    @Override
    public synchronized void close() throws IOException {
        try {
            csv.close();
        } catch (IOException e) {
            failure = e;
        }
        if (failure != null) {
            throw new IOException(
                    "the reject file " + file + " is not complete (" + failure.getMessage()
                            + "); the logs are stored: name another file, and repeat with --again for the complete list",
                    failure);
        }
    }
}
