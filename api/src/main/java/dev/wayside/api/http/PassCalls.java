package dev.wayside.api.http;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import dev.wayside.kvstore.CellKey;
import dev.wayside.kvstore.Handover;
import dev.wayside.kvstore.HistoryStore;
import dev.wayside.kvstore.PerformanceSeries;
import dev.wayside.kvstore.VisitKey;
import dev.wayside.kvstore.VisitSignal;
import io.javalin.http.Context;

/** What past passes saw: along the cells of a carrier, in few points, and in one cell on one day, sample by sample. */
final class PassCalls {

    /** A cell costs a read of its whole signal, and of the performance of its newest passes. */
    private static final int MOST_CELLS = 100;
    /** A stretch may hold 4,096 samples of every quantity. */
    private static final int MOST_VISITS = 25;

    private final HistoryStore store;

    PassCalls(HistoryStore store) {
        this.store = store;
    }

    void coverage(Context context) {
        PageRequest request = PageRequest.of(context, MOST_CELLS);
        String carrier = BrowseCalls.key(context.pathParam("carrier"), "any").carrier();
        BrowseCalls.requireFound("carrier " + carrier, store.cells(carrier, ""));
        String after = request.afterAs(
                        cellId -> BrowseCalls.key(carrier, cellId).cellId())
                .orElse("");
        Exchange.respond(context, request.take(store.cells(carrier, after), this::coverage, CellKey::cellId));
    }

    void visits(Context context) {
        PageRequest request = PageRequest.of(context, MOST_VISITS);
        CellKey cell = BrowseCalls.key(context.pathParam("carrier"), context.pathParam("cell"));
        LocalDate day = day(context.pathParam("day"));
        BrowseCalls.requireFound(
                "cell " + cell.cellId() + " of carrier " + cell.carrier() + " on " + day, signals(cell, day));
        Optional<VisitPosition> after = request.afterAs(VisitPosition::parse);
        Stream<VisitSignal> rest = signals(cell, day)
                .filter(stretch -> after.map(last -> VisitPosition.of(stretch).compareTo(last) > 0)
                        .orElse(true));
        Exchange.respond(
                context,
                request.take(
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

    private static LocalDate day(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw ProblemException.invalid("the path names a day that is none such as 2026-01-05");
        }
    }
}
