package dev.wayside.traceingest.row;

import java.util.regex.Pattern;

import dev.wayside.kvstore.HandoverKind;
import dev.wayside.kvstore.Quantity;
import dev.wayside.kvstore.RsrpSeries;
import org.jspecify.annotations.Nullable;

/**
 * A row under construction, with the checks that all formats share. Reused from row to row.
 *
 * <p>The first error found is the reason of the rejection.
 */
public final class RowDraft {

    /** Chosen: two lines of a terminal; readers shorten the value, so that the reason after it is not cut. */
    private static final int MAX_DETAIL_CHARS = 200;

    private static final Pattern DECIMAL_COMMA = Pattern.compile("[-+]?\\d+,\\d+");

    private long lineNumber;
    private long epochMillis;
    private boolean timed;
    private String carrier = "";
    private String traceName = "";
    private String cellId = "";
    private double rsrpDbm;
    /** Values by code of their quantity; only those are of this row that {@link #measured} has. */
    private final double[] values = new double[Quantity.values().length];
    /** A bit for each code. */
    private int measured;

    private boolean leftOut;
    private final Spellings carriers = new Spellings(Spelling::ofCarrier);
    private final Spellings cells = new Spellings(Spelling::ofCell);
    private final Spellings places = new Spellings(Spelling::ofPlace);
    private Spelling carrierSpelling = Spelling.NONE;
    private Spelling cellSpelling = Spelling.NONE;
    private Coverage coverage = Coverage.CELL;
    private @Nullable HandoverKind endedEvent;
    private double disconnectionMillis;
    private @Nullable Rejection rejection;
    private String detail = "";

    public void begin(long line) {
        lineNumber = line;
        measured = 0;
        leftOut = false;
        timed = false;
        carrier = "";
        traceName = "";
        cellId = "";
        rsrpDbm = Double.NaN;
        coverage = Coverage.CELL;
        endedEvent = null;
        disconnectionMillis = Double.NaN;
        rejection = null;
    }

    public void time(long millis) {
        epochMillis = millis;
        timed = true;
    }

    public void carrier(String id) {
        carrier = id;
    }

    public void trace(String name) {
        traceName = name;
    }

    public void cell(String id) {
        cellId = id;
    }

    public void rsrp(double dbm) {
        if (RsrpSeries.isReportable(dbm)) {
            rsrpDbm = dbm;
        } else {
            reject(Rejection.RSRP_OUT_OF_RANGE, dbm + " dBm");
        }
    }

    public void event(HandoverKind kind) {
        endedEvent = kind;
    }

    /** The duration of the event's interruption. */
    public void disconnection(double millis) {
        disconnectionMillis = millis;
    }

    /** Sets a place that represents the cell, in a log without cells. */
    public void place(String id) {
        cellId = id;
        coverage = Coverage.PLACE;
    }

    /** Marks the row as one without coverage. */
    public void coverageLost() {
        coverage = Coverage.NONE;
    }

    /** Marks the row as one with performance only. */
    public void performanceOnly() {
        coverage = Coverage.UNKNOWN;
    }

    /** True if there is no error so far, and the row has its time. */
    public boolean isValid() {
        return timed && rejection == null;
    }

    /** True if an error was found. */
    public boolean isRejected() {
        return rejection != null;
    }

    /** The row's time, once it has one. */
    public long epochMillis() {
        return epochMillis;
    }

    public void valueIfMeasured(Quantity quantity, double value) {
        if (!Double.isNaN(value)) {
            value(quantity, value);
        }
    }

    public void value(Quantity quantity, double value) {
        if (!quantity.accepts(value)) {
            reject(Rejection.VALUE_UNREADABLE, quantity + " " + value);
            return;
        }
        values[quantity.code()] = value;
        measured |= Measurements.bit(quantity);
    }

    /**
     * Sets a value that a row is not rejected for, such as the RSRQ next to a good RSRP. One out of range, such as a
     * modem's mark for "unknown", is not measured.
     */
    public void valueIfPlausible(Quantity quantity, double value) {
        if (quantity.accepts(value)) {
            value(quantity, value);
        }
    }

    public void reject(Rejection reason, String what) {
        if (rejection == null) {
            rejection = reason;
            detail = what.length() > MAX_DETAIL_CHARS ? what.substring(0, MAX_DETAIL_CHARS) + "..." : what;
        }
    }

    /** Rejects a text that is not a number. */
    public void rejectNumber(String column, String text) {
        boolean comma = DECIMAL_COMMA.matcher(text).matches();
        reject(comma ? Rejection.DECIMAL_COMMA : Rejection.VALUE_UNREADABLE, column + " " + text);
    }

    /** Leaves the row out: it is not of the serving cell, and says nothing about it. */
    public void leaveOut() {
        leftOut = true;
    }

    public boolean isLeftOut() {
        return leftOut;
    }

    /** Delivers the row, its rejection, or that it is left out, to the handler. */
    public void deliver(RowHandler handler) {
        if (leftOut) {
            handler.leftOut(lineNumber);
            return;
        }
        check();
        if (rejection != null) {
            handler.rejected(new RejectedRow(lineNumber, timed ? epochMillis : RejectedRow.NO_TIME, rejection, detail));
            return;
        }
        boolean covered = mayBeCovered() && !cellId.isEmpty();
        handler.row(new LogRow(
                lineNumber,
                epochMillis,
                carrierSpelling.name(),
                traceName,
                covered || coverage == Coverage.UNKNOWN ? coverage : Coverage.NONE,
                covered ? cellSpelling.name() : null,
                covered ? rsrpDbm : Double.NaN,
                endedEvent,
                disconnectionMillis,
                Measurements.copyOf(measured, values),
                false));
    }

    private void check() {
        if (!timed) {
            reject(Rejection.TIME_UNREADABLE, "no time");
        }
        carrierSpelling = carriers.of(carrier);
        checkName(carrierSpelling);
        // A companion file has the log's carrier.
        if (carrierSpelling.name().isEmpty() && coverage != Coverage.UNKNOWN) {
            reject(Rejection.CARRIER_MISSING, carrier.isEmpty() ? "no carrier" : "carrier " + carrier);
        }
        if (!mayBeCovered()) {
            return;
        }
        cellSpelling = (coverage == Coverage.PLACE ? places : cells).of(cellId);
        checkName(cellSpelling);
        if (cellId.isEmpty() && !Double.isNaN(rsrpDbm)) {
            reject(Rejection.CELL_MISSING, rsrpDbm + " dBm in no cell");
        }
        if (!cellId.isEmpty() && Double.isNaN(rsrpDbm)) {
            reject(Rejection.RSRP_MISSING, "cell " + cellId);
        }
    }

    private boolean mayBeCovered() {
        return coverage == Coverage.CELL || coverage == Coverage.PLACE;
    }

    private void checkName(Spelling spelling) {
        if (spelling.fault() != null) {
            reject(spelling.fault(), spelling.detail());
        }
    }
}
