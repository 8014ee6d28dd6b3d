package dev.wayside.traceingest;

/** What a row of a log says about coverage. */
public enum Coverage {
    /** Served by a cell that the row names. */
    CELL,
    /**
     * Served by a cell that the log does not name: what stands in its place names a stretch of the route. That it
     * changes is no handover; handovers are what the log calls so.
     */
    PLACE,
    /** No coverage. */
    NONE,
    /** Nothing: the row carries performance only, and its being there or not says nothing about the modem. */
    UNSAID
}
