package dev.wayside.traceingest.trip;

import java.util.List;

import dev.wayside.kvstore.Trip;
import dev.wayside.traceingest.row.RejectedRow;

/**
 * The result of rows that were sent: all of them are in the trip.
 *
 * @param trip the trip now
 * @param newRows those of them that were new
 * @param repeatedRows those of them that were there already
 * @param rejected the rejected ones of them, and earlier rows of which these tell that their clock was wrong, with
 *     their numbers in place of lines
 * @param visits visits that these rows completed
 * @param windows windows that these rows completed
 */
public record AppendedRows(
        Trip trip, int newRows, int repeatedRows, List<RejectedRow> rejected, int visits, int windows) {

    /** Copies the list. */
    public AppendedRows {
        rejected = List.copyOf(rejected);
    }
}
