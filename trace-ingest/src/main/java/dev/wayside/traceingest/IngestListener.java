package dev.wayside.traceingest;

/** Follows an ingestion. Called from several threads at once. */
public interface IngestListener {

    /** More bytes of the logs, as they lie on disk, were read. */
    default void bytesRead(long count) {}

    /** A row was left out. */
    default void rejected(String logName, long lineNumber, Rejection rejection, String detail) {}

    /** A log was read to its end, and all of it is stored for good. */
    default void stored(String logName, IngestSummary summary) {}

    /** A log was not read: it was stored before, or, in a folder, it is no log. */
    default void skipped(String logName, String why) {}

    /** A log could not be read, or not to its end. What was read of it is stored, and it will be read again. */
    default void failed(String logName, String why) {}
}
