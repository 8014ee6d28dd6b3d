package dev.wayside.api.http.browse;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import dev.wayside.api.http.exchange.CellPath;
import dev.wayside.api.http.exchange.Exchange;
import dev.wayside.api.http.exchange.PageRequest;
import dev.wayside.kvstore.CellKey;
import dev.wayside.kvstore.Handover;
import dev.wayside.kvstore.HistoryStore;
import dev.wayside.kvstore.PerformanceSeries;
import dev.wayside.kvstore.VisitKey;
import dev.wayside.kvstore.VisitSignal;
import io.javalin.http.Context;

/** Past passes: along the cells of a carrier, in few points, and in one cell on one day, sample by sample. */
public final class PassCalls {

    /** Chosen: a cell costs a read of its whole signal, and of the performance of its newest passes. */
    private static final int MAX_CELLS = 100;
    /** Chosen: a stretch may hold 4,096 samples of every quantity. */
    private static final int MAX_VISITS = 25;

    private final HistoryStore store;

    public PassCalls(HistoryStore store) {
        this.store = store;
    }

    public void coverage(Context context) {
        PageRequest request = PageRequest.of(context, MAX_CELLS);
        String carrier = CellPath.carrier(store, context.pathParam("carrier"));
        CellPath.requireFound("carrier " + carrier, store.cells(carrier, ""));
        String after = request.afterAs(cellId -> CellPath.key(carrier, cellId).cellId())
                .orElse("");
        Exchange.respond(context, request.page(store.cells(carrier, after), this::coverage, CellKey::cellId));
    }

    public void visits(Context context) {
        PageRequest request = PageRequest.of(context, MAX_VISITS);
        CellKey cell = CellPath.cell(store, context.pathParam("carrier"), context.pathParam("cell"));
        LocalDate day = CellPath.day(context.pathParam("day"));
        CellPath.requireFound(
                "cell " + cell.cellId() + " of carrier " + cell.carrier() + " on " + day, signals(cell, day));
        Optional<VisitPosition> after = request.afterAs(VisitPosition::parse);
        Stream<VisitSignal> rest = signals(cell, day)
                .filter(stretch -> after.map(last -> VisitPosition.of(stretch).compareTo(last) > 0)
                        .orElse(true));
        Exchange.respond(
                context,
                request.page(
                        rest, this::visit, stretch -> VisitPosition.of(stretch).toString()));
    }

    private CoverageResponse coverage(CellKey cell) {
        CellCoverage coverage = new CellCoverage(store.settings());
        try (Stream<VisitSignal> stretches = store.signals(cell);
                Stream<Handover> handovers = store.handovers(cell)) {
            stretches.forEachOrdered(coverage::add);
            handovers.forEachOrdered(coverage::add);
        }
        return coverage.toResponse(cell, store.performance(coverage.newestKeys()));
    }

    private VisitResponse visit(VisitSignal stretch) {
        Map<VisitKey, PerformanceSeries> performance = store.performance(List.of(stretch.key()));
        return VisitResponse.of(stretch, Optional.ofNullable(performance.get(stretch.key())), store.settings());
    }

    private Stream<VisitSignal> signals(CellKey cell, LocalDate day) {
        return store.signals(cell).filter(stretch -> stretch.key().day().equals(day));
    }
}
