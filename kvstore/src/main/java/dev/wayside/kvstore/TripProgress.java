package dev.wayside.kvstore;

/**
 * The part of a trip that became history.
 *
 * @param rows its first rows, all of whose complete visits are written
 * @param rejectedRows those of them that were rejected
 * @param visits visits written
 * @param windows windows written
 */
public record TripProgress(int rows, int rejectedRows, int visits, int windows) {

    /** Nothing yet. */
    public static final TripProgress NONE = new TripProgress(0, 0, 0, 0);

    /** @throws IllegalArgumentException if a number is negative, or more rows are rejected than there are */
    public TripProgress {
        if (rows < 0 || rejectedRows < 0 || rejectedRows > rows || visits < 0 || windows < 0) {
            throw new IllegalArgumentException("progress of " + rows + " rows, " + rejectedRows + " of them rejected, "
                    + visits + " visits and " + windows + " windows");
        }
    }
}
