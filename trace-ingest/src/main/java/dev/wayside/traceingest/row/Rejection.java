package dev.wayside.traceingest.row;

/** The reason for a rejected row, with a remedy for the operator. */
public enum Rejection {
    /** Measured on 2G or 3G, where the level is not an RSRP. */
    OTHER_TECHNOLOGY("2G or 3G row", "nothing: its level is not an RSRP"),
    /** A row with a cell but no RSRP. */
    RSRP_MISSING("RSRP missing", "nothing: the modem had no measurement"),
    /** An RSRP outside the reportable range, or NaN. */
    RSRP_OUT_OF_RANGE("RSRP out of range", "give RSRP in dBm, -156 to -31"),
    /** An RSRP without a cell. */
    CELL_MISSING("cell missing", "fill in the cell column, or leave rsrp_dbm empty where there was no coverage"),
    /** No carrier in the row and none given. */
    CARRIER_MISSING("carrier missing", "fill in the carrier column, or name one with --carrier"),
    /** A carrier or cell id that cannot be a key. */
    NAME_INVALID("carrier or cell invalid", "keep ids short and free of control characters"),
    /** A time that cannot be read. */
    TIME_UNREADABLE("time unreadable", "give RFC 3339 (2026-01-05T07:00:00.100Z) or milliseconds since 1970"),
    /** A time that is not of the mapping's pattern. */
    TIME_NOT_AS_MAPPED("time not of the pattern", "change time.pattern in the mapping to the form of the log's times"),
    /** A time before that of the row above. */
    TIME_BACKWARDS("time going backwards", "sort the log by time, or split it where the clock was set back"),
    /** A text that is not a number, or a number out of its range. */
    VALUE_UNREADABLE(
            "value unreadable", "give plain numbers in the unit of the column's name; leave unknown ones empty"),
    /** An event of unknown name. */
    EVENT_UNKNOWN("event unknown", "use handover, handover_failure or outage"),
    /** More or fewer fields than the header has. */
    COLUMNS_WRONG("wrong number of columns", "the row was cut short, or its values hold the separator"),
    /** Longer than any row can be. */
    LINE_TOO_LONG("line too long", "a row has at most 65,536 bytes; look for a missing line break"),
    /** Open quotes, zero bytes, broken JSON. */
    LINE_MALFORMED("line malformed", "check the line: it is damaged");

    private final String title;
    private final String remedy;

    Rejection(String title, String remedy) {
        this.title = title;
        this.remedy = remedy;
    }

    /** The title for summaries. */
    public String title() {
        return title;
    }

    /** The remedy for the operator. */
    public String remedy() {
        return remedy;
    }
}
