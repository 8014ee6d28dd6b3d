package dev.wayside.kvstore;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;

/**
 * The contents of a store in numbers.
 *
 * @param carriers per carrier, ordered by carrier
 * @param diskBytes bytes on disk, or 0 if the store cannot tell
 */
public record StoreStatistics(List<CarrierStatistics> carriers, long diskBytes) {

    /** Copies the list. */
    public StoreStatistics {
        carriers = List.copyOf(carriers);
    }

    /** Windows of all carriers. */
    public long windows() {
        return carriers.stream().mapToLong(CarrierStatistics::windows).sum();
    }

    /** Samples of all carriers, each counted once. */
    public long samples() {
        return carriers.stream().mapToLong(CarrierStatistics::samples).sum();
    }

    /**
     * The contents of a store for one carrier.
     *
     * @param carrier the carrier
     * @param cells distinct cells
     * @param days distinct days, in the store's zone
     * @param traces distinct traces
     * @param visits distinct visits
     * @param samples RSRP samples on the grid
     * @param windows full-length windows
     * @param handovers how many of each kind; every kind is present
     */
    public record CarrierStatistics(
            String carrier,
            long cells,
            SortedSet<LocalDate> days,
            long traces,
            long visits,
            long samples,
            long windows,
            Map<HandoverKind, Long> handovers) {}
}
