package dev.wayside.traceingest;

import dev.wayside.kvstore.CellKey;
import dev.wayside.kvstore.HandoverKind;
import dev.wayside.kvstore.Quantity;
import dev.wayside.kvstore.RsrpSeries;
import org.jspecify.annotations.Nullable;

/**
 * A row as its fields come in, whatever the format: the checks that all formats share. Reused from row to row.
 *
 * <p>The first thing found wrong is what the row is rejected for.
 */
final class RowDraft {

    private static final int MAX_DETAIL_CHARS = 60;

    private long lineNumber;
    private long epochMillis;
    private boolean timed;
    private String carrier = "";
    private String traceName = "";
    private String cellId = "";
    private double rsrpDbm;
    private double downlinkBps;
    private double uplinkBps;
    private double rttMillis;
    private double loss;
    private double neighbourRsrpDbm;
    private double latitudeDegrees;
    private double longitudeDegrees;
    private double speedMps;
    private String soundCarrier = "";
    private String soundCellId = "";
    private Coverage coverage = Coverage.CELL;
    private @Nullable HandoverKind endedEvent;
    private double disconnectionMillis;
    private @Nullable Rejection rejection;
    private String detail = "";

    void begin(long line) {
        lineNumber = line;
        downlinkBps = Double.NaN;
        uplinkBps = Double.NaN;
        rttMillis = Double.NaN;
        loss = Double.NaN;
        neighbourRsrpDbm = Double.NaN;
        latitudeDegrees = Double.NaN;
        longitudeDegrees = Double.NaN;
        speedMps = Double.NaN;
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

    void time(long millis) {
        epochMillis = millis;
        timed = true;
    }

    void carrier(String id) {
        carrier = id;
    }

    void trace(String name) {
        traceName = name;
    }

    void cell(String id) {
        cellId = id;
    }

    void rsrp(double dbm) {
        if (RsrpSeries.isReportable(dbm)) {
            rsrpDbm = dbm;
        } else {
            reject(Rejection.RSRP_OUT_OF_RANGE, dbm + " dBm");
        }
    }

    void event(HandoverKind kind) {
        endedEvent = kind;
    }

    /** How long the event kept data from flowing. */
    void disconnection(double millis) {
        disconnectionMillis = millis;
    }

    /** The log does not name cells: this place stands for one. */
    void place(String id) {
        cellId = id;
        coverage = Coverage.PLACE;
    }

    /** The log says outright that there was no coverage. */
    void coverageLost() {
        coverage = Coverage.NONE;
    }

    /** The row says nothing about coverage, whatever it names. */
    void performanceOnly() {
        coverage = Coverage.UNSAID;
    }

    /** Whether nothing was found wrong so far, and the row has its time. */
    boolean isSound() {
        return timed && rejection == null;
    }

    /** The row's time, once it has one. */
    long epochMillis() {
        return epochMillis;
    }

    void valueIfMeasured(Quantity quantity, double value) {
        if (!Double.isNaN(value)) {
            value(quantity, value);
        }
    }

    void value(Quantity quantity, double value) {
        if (!quantity.accepts(value)) {
            reject(Rejection.VALUE_UNREADABLE, quantity + " " + value);
            return;
        }
        switch (quantity) {
            case DOWNLINK_BPS -> downlinkBps = value;
            case UPLINK_BPS -> uplinkBps = value;
            case RTT_MILLIS -> rttMillis = value;
            case LOSS -> loss = value;
            case LATITUDE_DEGREES -> latitudeDegrees = value;
            case LONGITUDE_DEGREES -> longitudeDegrees = value;
            case SPEED_MPS -> speedMps = value;
            case NEIGHBOUR_RSRP_DBM -> neighbourRsrpDbm = value;
        }
    }

    void reject(Rejection reason, String what) {
        if (rejection == null) {
            rejection = reason;
            detail = what.length() > MAX_DETAIL_CHARS ? what.substring(0, MAX_DETAIL_CHARS) + "..." : what;
        }
    }

    /** Hands the row, or why there is none, to the handler. */
    void deliver(RowHandler handler) {
        check();
        if (rejection != null) {
            handler.rejected(lineNumber, rejection, detail);
            return;
        }
        boolean covered = mayBeCovered() && !cellId.isEmpty();
        handler.row(new LogRow(
                lineNumber,
                epochMillis,
                carrier,
                traceName,
                covered || coverage == Coverage.UNSAID ? coverage : Coverage.NONE,
                covered ? cellId : null,
                covered ? rsrpDbm : Double.NaN,
                endedEvent,
                disconnectionMillis,
                downlinkBps,
                uplinkBps,
                rttMillis,
                loss,
                neighbourRsrpDbm,
                latitudeDegrees,
                longitudeDegrees,
                speedMps));
    }

    private void check() {
        if (!timed) {
            reject(Rejection.TIME_UNREADABLE, "no time");
        }
        // What lies beside a log is of the log's carrier.
        if (carrier.isEmpty() && coverage != Coverage.UNSAID) {
            reject(Rejection.CARRIER_MISSING, "no carrier");
        }
        checkNames();
        if (!mayBeCovered()) {
            return;
        }
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

    /** Names repeat from row to row: only what is new is looked at. */
    private void checkNames() {
        boolean knownCell = cellId.isEmpty() || cellId.equals(soundCellId);
        if (carrier.isEmpty() || (carrier.equals(soundCarrier) && knownCell)) {
            return;
        }
        try {
            CellKey sound = new CellKey(carrier, cellId.isEmpty() ? "-" : cellId);
            soundCarrier = sound.carrier();
            soundCellId = sound.cellId();
        } catch (IllegalArgumentException e) {
            reject(Rejection.NAME_INVALID, String.valueOf(e.getMessage()));
        }
    }
}
