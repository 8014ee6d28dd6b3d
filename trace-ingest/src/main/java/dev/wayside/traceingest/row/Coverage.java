package dev.wayside.traceingest.row;

/** The coverage according to a row of a log. */
public enum Coverage {
    /** The row names the serving cell. */
    CELL,
    /**
     * The log does not name the serving cell; a section of the route represents it. A change of section is not a
     * handover; the log names handovers.
     */
    PLACE,
    /** No coverage. */
    NONE,
    /** Unknown: the row carries performance only, and its presence or absence says nothing about the modem. */
    UNKNOWN
}
