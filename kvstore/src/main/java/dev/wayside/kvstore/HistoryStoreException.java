package dev.wayside.kvstore;

import org.jspecify.annotations.Nullable;

/** A store could not be opened, read or written. The message names the store, the cause and the remedy. */
public final class HistoryStoreException extends RuntimeException {

    /** What kind of trouble it is, for those who must react to it (exit codes, HTTP statuses). */
    public enum Reason {
        /** There is no store at the place named. */
        ABSENT,
        /** Another process has it open for writing. */
        LOCKED,
        /** It was written by a newer Wayside. */
        NEWER_FORMAT,
        /** It was created with other settings than those asked for. */
        OTHER_SETTINGS,
        /** What was said of it is not so: credentials, data centre, replication. */
        MISCONFIGURED,
        /** What was read is not what was written. */
        CORRUPT,
        /** No room is left where the store lives. */
        DISK_FULL,
        /** The operating system or the network refused. */
        IO
    }

    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /** What went wrong, in words for the operator, and the cause if there is one. */
    public HistoryStoreException(Reason reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** The kind of trouble. */
    public Reason reason() {
        return reason;
    }
}
