package dev.wayside.datasets.line;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Counts of what a run of the generator has written. Immutable and thread-safe.
 *
 * @param files trace files
 * @param rows rows in all files, without headers
 * @param trips train runs, one a day
 * @param lengthKm length of the line in km
 * @param cellsByCarrier cells of each carrier's network along the line, sorted by carrier
 * @param handovers cell changes and other disconnections by kind, over all files
 */
public record LineSummary(
        int files, long rows, int trips, int lengthKm, SortedMap<String, Integer> cellsByCarrier, Handovers handovers) {

    /** Copies the map. */
    public LineSummary {
        cellsByCarrier = Collections.unmodifiableSortedMap(new TreeMap<>(cellsByCarrier));
    }

    /**
     * Disconnections by what ended them.
     *
     * @param successes handovers that worked
     * @param failures handovers whose command was lost
     * @param outages losses of coverage
     */
    public record Handovers(long successes, long failures, long outages) {
        /** All of them. */
        public long total() {
            return successes + failures + outages;
        }
    }
}
