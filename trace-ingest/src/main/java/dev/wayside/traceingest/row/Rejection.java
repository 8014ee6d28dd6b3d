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
    /** A value that stands for a cell that the modem did not know. */
    CELL_UNKNOWN(
            "cell unknown",
            "nothing: the modem did not know its cell; leave cell and rsrp_dbm empty where there was no coverage"),
    /** A cell id whose last digits were cut off: it stands for many cells. */
    CELL_ROUNDED("cell id rounded", "write the whole number: 26843521, not 2.68435E+07"),
    /** The number of a cell within its site, without the site. */
    CELL_WITHOUT_SITE(
            "cell id is only a sector",
            "log RAWCELLID, Node, or ServingCell_Lat and ServingCell_Lon too: sectors of different sites have equal ids"),
    /** No carrier in the row and none given. */
    CARRIER_MISSING("carrier missing", "fill in the carrier column, or name one with --carrier"),
    /** A network code that was cut short: it may be of two carriers. */
    CARRIER_AMBIGUOUS(
            "carrier ambiguous", "write the network code with its zeros, such as 262-01, or name it with --carrier"),
    /** A carrier or cell id that cannot be a key. */
    NAME_INVALID("carrier or cell invalid", "keep ids short and free of control characters"),
    /** A carrier or cell with bytes that are not UTF-8: different names look the same. */
    NAME_NOT_DECODED(
            "text not in UTF-8",
            "convert the log to UTF-8, or name its charset in a mapping, such as text: {charset: windows-1252}"),
    /** A time that cannot be read. */
    TIME_UNREADABLE("time unreadable", "give RFC 3339 (2026-01-05T07:00:00.100Z) or milliseconds since 1970"),
    /** A time that is not of the mapping's pattern. */
    TIME_NOT_AS_MAPPED("time not of the pattern", "change time.pattern in the mapping to the form of the log's times"),
    /** A time before that of the row above. */
    TIME_BACKWARDS(
            "time going backwards",
            "split the log where the clock was set back; sort it only if its times have an offset, such as +01:00"),
    /** A time before 1990 or in the future. */
    TIME_IMPLAUSIBLE("time implausible", "check the unit of the times (s or ms), and the logger's clock"),
    /** A time that the log came back from: the clock was wrong for a few rows. */
    TIME_JUMPED("clock jump", "nothing if the clock was wrong there; otherwise split the log at these rows"),
    /** A local time in the hour that the clock repeats, in a log that does not tell which of both passes. */
    TIME_AMBIGUOUS(
            "ambiguous local time",
            "give times with their offset, such as 02:30:00+01:00 for the second pass, or set time.zone: '+01:00' in a"
                    + " mapping; a new store can have --zone +01:00"),
    /** A text that is not a number, or a number out of its range. */
    VALUE_UNREADABLE(
            "value unreadable", "give plain numbers in the unit of the column's name; leave unknown ones empty"),
    /** A number with a comma. */
    DECIMAL_COMMA("decimal comma", "say decimal: ',' in a mapping, or write numbers with a point"),
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
