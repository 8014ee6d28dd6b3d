package dev.wayside.kvstore;

/** A store could not be opened, read or written. The message names the store, the cause and the remedy. */
public final class HistoryStoreException extends RuntimeException {

    /** The kind of failure, for callers that react to it (exit codes, HTTP statuses). */
    public enum Reason {
        /** There is no store at this location. */
        ABSENT,
        /** Another process has the store open for writing. */
        LOCKED,
        /** A newer Wayside wrote the store. */
        NEWER_FORMAT,
        /** The store was created with other settings than the requested ones. */
        OTHER_SETTINGS,
        /** The configuration does not fit: credentials, data centre, replication. */
        MISCONFIGURED,
        /** The stored data is damaged. */
        CORRUPT,
        /** The disk of the store is full. */
        DISK_FULL,
        /** The operating system or the network refused. */
        IO
    }

    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /** A failure with a message for the operator. */
    public HistoryStoreException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /** As above, with the cause. */
    public HistoryStoreException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** The kind of failure. */
    public Reason reason() {
        return reason;
    }
}
