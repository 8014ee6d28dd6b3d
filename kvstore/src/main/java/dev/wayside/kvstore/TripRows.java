package dev.wayside.kvstore;

import java.util.Arrays;

/** Rows of a trip that were added together. The store does not interpret them. */
public final class TripRows {

    private final int firstRow;
    private final byte[] value;

    /**
     * Rows of a trip.
     *
     * @param firstRow number of the first of them, from 1
     * @param value the rows; kept without a copy
     */
    public TripRows(int firstRow, byte[] value) {
        this.firstRow = firstRow;
        this.value = value;
    }

    /** Number of the first of them, from 1. */
    public int firstRow() {
        return firstRow;
    }

    /** The rows; not to be changed. */
    public byte[] value() {
        return value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TripRows rows && firstRow == rows.firstRow && Arrays.equals(value, rows.value);
    }

    @Override
    public int hashCode() {
        return 31 * firstRow + Arrays.hashCode(value);
    }

    @Override
    public String toString() {
        return "rows from " + firstRow + " on, " + value.length + " bytes";
    }
}
