package dev.wayside.traceingest.mapping;

import java.util.HashMap;
import java.util.Map;

import dev.wayside.kvstore.Quantity;
import dev.wayside.traceingest.row.LogRow;
import dev.wayside.traceingest.row.RejectedRow;
import dev.wayside.traceingest.row.RowHandler;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a log that lists neighbour cells in rows of their own: each row of a serving cell gets the level of the
 * strongest neighbour of its scan, and of the strongest one of its technology. Neighbours may come before it or after
 * it, so it is held until the next row.
 */
final class NeighbourRows implements RowHandler {

    private final RowHandler rows;
    private boolean holds;
    private @Nullable LogRow held;
    private String servingScan = "";
    private String servingTechnology = "";
    private Strongest ofHeld = new Strongest();
    /** The scan of neighbours that came before their serving cell. */
    private String earlyScan = "";

    private Strongest early = new Strongest();

    NeighbourRows(RowHandler rows) {
        this.rows = rows;
    }

    /** Makes it hold rows; otherwise it passes them on immediately. */
    void hold() {
        holds = true;
    }

    /**
     * A neighbour cell, before its row is left out.
     *
     * @param technology empty if it is not known
     */
    void heard(@Nullable String scan, String technology, double dbm) {
        if (scan == null) {
            return;
        }
        if (held != null && scan.equals(servingScan)) {
            ofHeld.add(technology, dbm);
            return;
        }
        if (!scan.equals(earlyScan)) {
            earlyScan = scan;
            early = new Strongest();
        }
        early.add(technology, dbm);
    }

    /** The scan and the technology of a serving cell, before its row. */
    void serving(String scan, String technology) {
        release();
        servingScan = scan;
        servingTechnology = technology;
    }

    @Override
    public void row(LogRow row) {
        if (!holds) {
            rows.row(row);
            return;
        }
        release();
        held = row;
        ofHeld = new Strongest();
        if (servingScan.equals(earlyScan)) {
            ofHeld.addAll(early);
        }
    }

    @Override
    public void rejected(RejectedRow row) {
        release();
        rows.rejected(row);
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
            LogRow withAny = with(row, Quantity.NEIGHBOUR_RSRP_DBM, ofHeld.any());
            rows.row(
                    with(withAny, Quantity.SAME_TECHNOLOGY_NEIGHBOUR_RSRP_DBM, ofHeld.ofTechnology(servingTechnology)));
        }
    }

    /** The row's own value has priority. */
    private static LogRow with(LogRow row, Quantity quantity, double dbm) {
        return Double.isNaN(dbm) || !Double.isNaN(row.value(quantity)) ? row : row.with(quantity, dbm);
    }

    /** The levels of the strongest neighbours of one scan. */
    private static final class Strongest {

        private final Map<String, Double> byTechnology = new HashMap<>();

        private void add(String technology, double dbm) {
            byTechnology.merge(technology, dbm, Math::max);
        }

        private void addAll(Strongest others) {
            others.byTechnology.forEach(this::add);
        }

        private double any() {
            return byTechnology.values().stream()
                    .mapToDouble(Double::doubleValue)
                    .max()
                    .orElse(Double.NaN);
        }

        private double ofTechnology(String technology) {
            return technology.isEmpty() ? Double.NaN : byTechnology.getOrDefault(technology, Double.NaN);
        }
    }
}
