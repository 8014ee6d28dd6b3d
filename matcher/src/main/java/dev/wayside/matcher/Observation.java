package dev.wayside.matcher;

import java.time.LocalDate;
import java.util.OptionalInt;
import java.util.Set;

import dev.wayside.kvstore.CellKey;
import dev.wayside.kvstore.RsrpSeries;

/**
 * The current view of a device.
 *
 * @param cell the serving cell
 * @param samples RSRP on the store's sampling grid, newest last; any number, also zero
 * @param excludedDays days whose visits are ignored, to get the prediction of other days; usually empty
 * @param samplesInVisit samples on that grid since the cell was entered, including the newest; empty if unknown. It
 *     counts only if {@link MatchSettings#visitTimeDbPerSecond} is above 0
 */
public record Observation(CellKey cell, RsrpSeries samples, Set<LocalDate> excludedDays, OptionalInt samplesInVisit) {

    /**
     * Copies the set.
     *
     * @throws IllegalArgumentException if the number of samples is negative
     */
    public Observation {
        excludedDays = Set.copyOf(excludedDays);
        if (samplesInVisit.orElse(0) < 0) {
            throw new IllegalArgumentException("a visit cannot have " + samplesInVisit.getAsInt() + " samples");
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
