package dev.wayside.traceingest.trip;

import dev.wayside.traceingest.row.Rejection;

/**
 * A row of a trip that was rejected.
 *
 * @param number its number in the trip
 * @param reason the reason
 * @param detail the offending value, shortened
 */
public record RejectedRow(int number, Rejection reason, String detail) {}
