package dev.wayside.traceingest;

/** Takes the rows of one log in order, good and bad. */
public interface RowHandler {

    /** A row that could be read. */
    void row(LogRow row);

    /**
     * A row that could not.
     *
     * @param lineNumber where it stands, from 1
     * @param rejection why it was left out
     * @param detail the offending value, shortened
     */
    void rejected(long lineNumber, Rejection rejection, String detail);
}
