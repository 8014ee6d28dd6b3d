package dev.wayside.traceingest;

import dev.wayside.traceingest.row.Rejection;

/** A listener of an ingestion. Several threads call it concurrently. */
public interface IngestListener {

    /** More bytes of the logs were read, as stored on disk. */
    default void bytesRead(long count) {}

    /** A row was rejected. */
    default void rejected(String logName, long lineNumber, Rejection rejection, String detail) {}

    /** A log was read to its end, and all of it is stored durably; the summary has the warnings. */
    default void stored(String logName, IngestSummary summary) {}

    /** A log is not stored: it is stored already, or all of it is 2G or 3G, or, in a folder, it is not a log. */
    default void skipped(String logName, String why) {}

    /**
     * A log could not be read, or not to its end. The rows before the failure are stored, and the next run reads it
     * again.
     */
    default void failed(String logName, String why) {}
}
