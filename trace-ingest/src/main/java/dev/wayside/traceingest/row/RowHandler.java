package dev.wayside.traceingest.row;

/** The receiver of one log's rows in order, good and bad. */
public interface RowHandler {

    /** A good row. */
    void row(LogRow row);

    /** A bad row. */
    void rejected(RejectedRow row);

    /**
     * A row that is left out on purpose: it describes another cell than the serving one, or another device. It is no
     * evidence for or against coverage.
     *
     * @param lineNumber its line, from 1
     */
    void leftOut(long lineNumber);
}
