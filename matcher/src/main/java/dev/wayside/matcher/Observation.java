package dev.wayside.matcher;

import java.time.LocalDate;
import java.util.Set;

import dev.wayside.kvstore.CellKey;
import dev.wayside.kvstore.RsrpSeries;

/**
 * What a device sees now.
 *
 * @param cell the cell it is in
 * @param samples RSRP on the store's sampling grid, newest last; any number, also none
 * @param excludedDays days whose visits are left out, to ask what other days would have said; usually empty
 */
public record Observation(CellKey cell, RsrpSeries samples, Set<LocalDate> excludedDays) {

    /** Copies the set. */
    public Observation {
        excludedDays = Set.copyOf(excludedDays);
    }

    /** An observation matched against every day. */
    public Observation(CellKey cell, RsrpSeries samples) {
        this(cell, samples, Set.of());
    }
}
