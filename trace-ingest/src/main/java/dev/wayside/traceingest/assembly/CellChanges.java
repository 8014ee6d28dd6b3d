package dev.wayside.traceingest.assembly;

import org.jspecify.annotations.Nullable;

/** The counts of how the cell changes in one trace, or in all of a log. */
public final class CellChanges {

    /**
     * Chosen: a handover back to the same cell within this time is rare, and two devices in one log report more often.
     */
    private static final long RETURN_MILLIS = 30_000;

    private static final long MILLIS_PER_SECOND = 1_000;

    private long coveredRows;
    private long changes;
    private long returns;
    private long gaps;
    private @Nullable String leftCell;
    private long leftMillis;

    /** Counts a row with a cell. */
    void row() {
        coveredRows++;
    }

    /** Counts a visit that a gap ended. */
    void gap() {
        gaps++;
    }

    /** Counts a change from the cell of one row to that of the next. */
    void change(String from, String to, long fromMillis, long toMillis) {
        changes++;
        boolean recent = leftCell != null && toMillis - leftMillis <= RETURN_MILLIS;
        if (recent && to.equals(leftCell)) {
            returns++;
            leftCell = null;
        } else if (!recent && isSameSecond(fromMillis, toMillis)) {
            leftCell = from;
            leftMillis = fromMillis;
        }
    }

    private static boolean isSameSecond(long oneMillis, long otherMillis) {
        return Math.floorDiv(oneMillis, MILLIS_PER_SECOND) == Math.floorDiv(otherMillis, MILLIS_PER_SECOND);
    }

    /** Adds the counts of another trace. */
    public void add(CellChanges other) {
        coveredRows += other.coveredRows;
        changes += other.changes;
        returns += other.returns;
        gaps += other.gaps;
    }

    /** Rows with a cell. */
    public long coveredRows() {
        return coveredRows;
    }

    /** Rows whose cell differs from that of the row before. */
    public long changes() {
        return changes;
    }

    /** Returns to a cell that was left between two rows of the same second. */
    public long returns() {
        return returns;
    }

    /** Visits that ended with a gap. */
    public long gaps() {
        return gaps;
    }
}
