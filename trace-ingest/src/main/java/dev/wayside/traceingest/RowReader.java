package dev.wayside.traceingest;

import java.io.IOException;
import java.io.InputStream;

/** Reads one log of one format from its first byte to its last. */
interface RowReader {

    /**
     * Hands every row to {@code handler}, in order. Returns early, without an error, once the thread is interrupted.
     *
     * @param in the log, uncompressed, free of damaged lines (see {@link LineGuard}); not closed
     * @throws TraceIngestException if the log turns out not to be of the format
     * @throws IOException if it cannot be read on
     */
    void read(InputStream in, RowHandler handler) throws IOException;
}
