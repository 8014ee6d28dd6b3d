package dev.wayside.api.http.browse;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

import dev.wayside.api.http.exchange.CellPath;
import dev.wayside.api.http.exchange.Exchange;
import dev.wayside.api.http.exchange.PageRequest;
import dev.wayside.kvstore.CellKey;
import dev.wayside.kvstore.Handover;
import dev.wayside.kvstore.HistoryStore;
import dev.wayside.kvstore.VisitSignal;
import io.javalin.http.Context;

/** {@code GET /v1/carriers} and what lies below it: looks at what the history holds. */
public final class BrowseCalls {

    private final HistoryStore store;

    public BrowseCalls(HistoryStore store) {
        this.store = store;
    }

    public void carriers(Context context) {
        PageRequest request = PageRequest.of(context);
        Stream<String> rest = store.carriers()
                .filter(carrier ->
                        request.after().map(after -> isPast(carrier, after)).orElse(true));
        Exchange.respond(context, request.page(rest, Function.identity(), Function.identity()));
    }

    public void cells(Context context) {
        PageRequest request = PageRequest.of(context);
        // A carrier is checked as part of a key: what cannot be in one must not reach the store.
        String carrier = CellPath.carrier(store, context.pathParam("carrier"));
        CellPath.requireFound("carrier " + carrier, store.cells(carrier, ""));
        String after = request.afterAs(cellId -> CellPath.key(carrier, cellId).cellId())
                .orElse("");
        Exchange.respond(context, request.page(store.cells(carrier, after), CellKey::cellId, CellKey::cellId));
    }

    public void cell(Context context) {
        CellKey cell = knownCell(context);
        CellSummary summary = new CellSummary(store.settings());
        try (Stream<VisitSignal> stretches = store.signals(cell);
                Stream<Handover> handovers = store.handovers(cell)) {
            stretches.forEachOrdered(summary::add);
            handovers.forEachOrdered(summary::add);
        }
        Exchange.respond(context, summary.toResponse(cell));
    }

    public void windows(Context context) {
        PageRequest request = PageRequest.of(context);
        Optional<WindowPosition> after = request.afterAs(WindowPosition::parse);
        Stream<CellWindow> rest = store.signals(knownCell(context))
                .flatMap(stretch -> CellWindow.of(stretch, store.settings()))
                .filter(window -> isPast(window.position(), after));
        Exchange.respond(
                context,
                request.page(
                        rest,
                        window -> window.toResponse(store.settings()),
                        window -> window.position().toString()));
    }

    public void handovers(Context context) {
        PageRequest request = PageRequest.of(context);
        Optional<HandoverPosition> after = request.afterAs(HandoverPosition::parse);
        Stream<Handover> rest =
                store.handovers(knownCell(context)).filter(handover -> isPast(HandoverPosition.of(handover), after));
        Exchange.respond(
                context,
                request.page(
                        rest,
                        HandoverEventResponse::of,
                        handover -> HandoverPosition.of(handover).toString()));
    }

    private CellKey knownCell(Context context) {
        CellKey cell = CellPath.cell(store, context.pathParam("carrier"), context.pathParam("cell"));
        CellPath.requireFound("cell " + cell.cellId() + " of carrier " + cell.carrier(), store.signals(cell));
        return cell;
    }

    private static <P extends Comparable<P>> boolean isPast(P position, Optional<P> after) {
        return after.map(last -> position.compareTo(last) > 0).orElse(true);
    }

    /** The order of carriers is that of their UTF-8 bytes. */
    private static boolean isPast(String carrier, String after) {
        return Arrays.compareUnsigned(carrier.getBytes(StandardCharsets.UTF_8), after.getBytes(StandardCharsets.UTF_8))
                > 0;
    }
}
