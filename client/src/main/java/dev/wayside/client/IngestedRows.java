package dev.wayside.client;

/**
 * Counts of the rows of one body.
 *
 * @param rows rows read, good and bad
 * @param rejected rows left out
 * @param samples RSRP samples stored, on the store's grid
 */
public record IngestedRows(long rows, long rejected, long samples) {}
