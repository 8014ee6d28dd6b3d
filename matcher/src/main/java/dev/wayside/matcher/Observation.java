package dev.wayside.matcher;

import java.time.LocalDate;
import java.util.OptionalInt;
import java.util.Set;

import dev.wayside.kvstore.CellKey;
import dev.wayside.kvstore.RsrpSeries;

/**
 * What a device sees now.
 *
 * @param cell the cell it is in
 * @param samples RSRP on the store's sampling grid, newest last; any number, also none
 * @param excludedDays days whose visits are left out, to ask what other days would have said; usually empty
 * @param samplesInVisit how many samples on that grid the cell has been served for, the newest included; empty if
 *     unknown. It counts only where {@link MatchSettings#visitTimeDbPerSecond} says so
 */
public record Observation(CellKey cell, RsrpSeries samples, Set<LocalDate> excludedDays, OptionalInt samplesInVisit) {

    /**
     * Copies the set.
     *
     * @throws IllegalArgumentException if the visit has fewer than no samples
     */
    public Observation {
        excludedDays = Set.copyOf(excludedDays);
        if (samplesInVisit.orElse(0) < 0) {
            throw new IllegalArgumentException(
                    "a visit cannot have had " + samplesInVisit.getAsInt() + " samples up to now");
        }
    }

    /** An observation of a visit that has lasted for an unknown time. */
    public Observation(CellKey cell, RsrpSeries samples, Set<LocalDate> excludedDays) {
        this(cell, samples, excludedDays, OptionalInt.empty());
    }

    /** An observation matched against every day. */
    public Observation(CellKey cell, RsrpSeries samples) {
        this(cell, samples, Set.of());
    }
}
