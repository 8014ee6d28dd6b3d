package dev.wayside.traceingest.row;

import java.io.IOException;
import java.io.InputStream;

/** A reader of one log of one format. */
public interface RowReader {

    /**
     * Delivers every row to {@code handler}, in order. Returns early, without an error, once the thread is interrupted.
     *
     * @param in the log, uncompressed, free of damaged lines (see {@code LineGuard}); not closed
     * @throws TraceIngestException if the log turns out not to be of the format
     * @throws IOException if reading fails
     */
    void read(InputStream in, RowHandler handler) throws IOException;
}
