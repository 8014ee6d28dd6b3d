package dev.wayside.matcher;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;

import dev.wayside.kvstore.StoreSettings;
import dev.wayside.kvstore.VisitSignal;

/**
 * One pass over a cell's history, stretch by stretch: every window of the query's length is compared with it, and what
 * followed is counted. Not thread-safe.
 */
final class CellSearch {

    private final Set<LocalDate> excludedDays;
    private final WindowWalk windows;
    private final NearestVisits nearest;
    private final HandoverOdds outages;
    private final HandoverOdds handovers;
    private boolean anyStretch;
    private boolean anyStretchOfOtherDays;

    CellSearch(Query query, Set<LocalDate> excludedDays, int k, StoreSettings settings) {
        this.excludedDays = excludedDays;
        this.windows = new WindowWalk(query.length(), settings.windowStride());
        this.nearest = new NearestVisits(query, settings.sampleIntervalMillis(), k);
        this.outages = new HandoverOdds(handover -> handover.kind().isDisruptive(), query.length(), settings);
        this.handovers = new HandoverOdds(handover -> true, query.length(), settings);
    }

    /** Takes the stretches of the cell in the order of their keys. */
    void accept(VisitSignal stretch) {
        anyStretch = true;
        if (excludedDays.contains(stretch.key().day())) {
            return;
        }
        anyStretchOfOtherDays = true;
        windows.through(stretch, (of, offset) -> {
            nearest.offer(of, offset);
            outages.count(of, offset);
            handovers.count(of, offset);
        });
    }

    /** The matches, nearest first; call it once, after the last stretch. */
    List<Candidate> matches() {
        return nearest.toList();
    }

    /** Why there are no matches, if there are none. */
    EmptyReason emptyReason() {
        if (!anyStretch) {
            return EmptyReason.UNKNOWN_CELL;
        }
        return anyStretchOfOtherDays ? EmptyReason.VISITS_TOO_SHORT : EmptyReason.ALL_DAYS_EXCLUDED;
    }

    OutageRisk outageRisk(List<Candidate> matches) {
        return OutageRisk.of(outages, matches);
    }

    HandoverRisk handoverRisk(List<Candidate> matches) {
        return HandoverRisk.of(handovers, matches);
    }
}
