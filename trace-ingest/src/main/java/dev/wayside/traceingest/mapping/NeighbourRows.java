package dev.wayside.traceingest.mapping;

import dev.wayside.kvstore.Quantity;
import dev.wayside.traceingest.row.LogRow;
import dev.wayside.traceingest.row.Rejection;
import dev.wayside.traceingest.row.RowHandler;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a log that lists neighbour cells in rows of their own: each row of a serving cell gets the level of the
 * strongest neighbour of its scan. Neighbours may come before it or after it, so it is held until the next row.
 */
final class NeighbourRows implements RowHandler {

    private final RowHandler rows;
    private boolean holds;
    private @Nullable LogRow held;
    private String servingScan = "";
    private double heldDbm = Double.NaN;
    /** The scan of neighbours that came before their serving cell. */
    private String earlyScan = "";

    private double earlyDbm = Double.NaN;

    NeighbourRows(RowHandler rows) {
        this.rows = rows;
    }

    /** Makes it hold rows; otherwise it passes them on immediately. */
    void hold() {
        holds = true;
    }

    /** A neighbour cell, before its row is left out. */
    void heard(@Nullable String scan, double dbm) {
        if (scan == null) {
            return;
        }
        if (held != null && scan.equals(servingScan)) {
            heldDbm = stronger(heldDbm, dbm);
        } else if (scan.equals(earlyScan)) {
            earlyDbm = stronger(earlyDbm, dbm);
        } else {
            earlyScan = scan;
            earlyDbm = dbm;
        }
    }

    /** The scan of a serving cell, before its row. */
    void serving(String scan) {
        release();
        servingScan = scan;
    }

    @Override
    public void row(LogRow row) {
        if (!holds) {
            rows.row(row);
            return;
        }
        release();
        held = row;
        heldDbm = servingScan.equals(earlyScan) ? earlyDbm : Double.NaN;
    }

    @Override
    public void rejected(long lineNumber, Rejection rejection, String detail) {
        release();
        rows.rejected(lineNumber, rejection, detail);
    }

    @Override
    public void leftOut(long lineNumber) {
        rows.leftOut(lineNumber);
    }

    /** Passes on the row that is held. */
    void release() {
        LogRow row = held;
        held = null;
        if (row != null) {
            boolean known = Double.isNaN(heldDbm) || !Double.isNaN(row.value(Quantity.NEIGHBOUR_RSRP_DBM));
            rows.row(known ? row : row.with(Quantity.NEIGHBOUR_RSRP_DBM, heldDbm));
        }
    }

    private static double stronger(double one, double other) {
        return Double.isNaN(one) ? other : Math.max(one, other);
    }
}
