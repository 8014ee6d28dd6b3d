package dev.wayside.traceingest.row;

/**
 * A row that cannot be used.
 *
 * @param lineNumber its line, from 1
 * @param epochMillis its time, ms since 1970-01-01T00:00Z; {@link #NO_TIME} if it could not be read
 * @param reason the reason
 * @param detail the offending value, shortened
 */
public record RejectedRow(long lineNumber, long epochMillis, Rejection reason, String detail) {

    /** The time of a row whose time is not known. */
    public static final long NO_TIME = Long.MIN_VALUE;

    /** A rejected row whose time is not known. */
    public static RejectedRow withoutTime(long lineNumber, Rejection reason, String detail) {
        return new RejectedRow(lineNumber, NO_TIME, reason, detail);
    }
}
