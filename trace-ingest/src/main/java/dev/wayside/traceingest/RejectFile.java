package dev.wayside.traceingest;

import java.io.IOException;
import java.nio.file.Path;

import de.siegmar.fastcsv.writer.CsvWriter;

/** Writes every rejected row's place and reason as CSV. Thread-safe. */
final class RejectFile implements IngestListener, AutoCloseable {

    private final CsvWriter csv;

    RejectFile(Path file) throws IOException {
        csv = CsvWriter.builder().build(file);
        csv.writeRecord("log", "line", "reason", "value", "remedy");
    }

    @Override
    public synchronized void rejected(String logName, long lineNumber, Rejection rejection, String detail) {
        csv.writeRecord(logName, Long.toString(lineNumber), rejection.title(), detail, rejection.remedy());
    }

    @Override
    public synchronized void close() throws IOException {
        csv.close();
    }
}
