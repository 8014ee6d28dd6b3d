package dev.wayside.api.http.browse;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import dev.wayside.kvstore.CellKey;
import dev.wayside.kvstore.Handover;
import dev.wayside.kvstore.PerformanceSeries;
import dev.wayside.kvstore.StoreSettings;
import dev.wayside.kvstore.VisitKey;
import dev.wayside.kvstore.VisitSignal;

/** A sum over one cell, with its newest passes. It does not grow with the history. */
final class CellCoverage {

    /** Chosen: the newest passes show the spread, and one page draws many cells. */
    private static final int PASSES = 8;

    private final StoreSettings settings;
    private final CellSummary summary;
    private final Deque<VisitSignal> newest = new ArrayDeque<>();

    CellCoverage(StoreSettings settings) {
        this.settings = settings;
        this.summary = new CellSummary(settings);
    }

    /** Takes the stretches in the order of a store: by day. */
    void add(VisitSignal stretch) {
        summary.add(stretch);
        newest.addLast(stretch);
        if (newest.size() > PASSES) {
            newest.removeFirst();
        }
    }

    void add(Handover handover) {
        summary.add(handover);
    }

    List<VisitKey> newestKeys() {
        return newest.stream().map(VisitSignal::key).collect(Collectors.toList());
    }

    CoverageResponse toResponse(CellKey cell, Map<VisitKey, PerformanceSeries> performance) {
        CellSummaryResponse counted = summary.toResponse(cell);
        return new CoverageResponse(
                cell.cellId(),
                counted.days().size(),
                counted.visits(),
                counted.windows(),
                counted.handovers(),
                CoverageResponse.OpeningResponse.of(newest.getLast(), settings),
                newest.stream()
                        .map(stretch -> new Pass(
                                        stretch,
                                        performance.getOrDefault(
                                                stretch.key(),
                                                PerformanceSeries.unmeasured(
                                                        stretch.rsrp().length())),
                                        settings)
                                .toResponse())
                        .toList());
    }
}
