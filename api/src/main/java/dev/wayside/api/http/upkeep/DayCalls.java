package dev.wayside.api.http.upkeep;

import java.time.LocalDate;

import dev.wayside.api.http.exchange.CellPath;
import dev.wayside.api.http.exchange.QueryParameters;
import dev.wayside.kvstore.HistoryStore;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;

/** {@code DELETE /v1/carriers/{carrier}/days/{day}}: forgets a day of a carrier. */
public final class DayCalls {

    private final HistoryStore store;

    public DayCalls(HistoryStore store) {
        this.store = store;
    }

    public void delete(Context context) {
        QueryParameters.requireOnly(context);
        LocalDate day = CellPath.day(context.pathParam("day"));
        String carrier = CellPath.carrier(store, context.pathParam("carrier"));
        CellPath.requireFound("carrier " + carrier, store.cells(carrier, ""));
        store.deleteDay(carrier, day);
        context.status(HttpStatus.NO_CONTENT);
    }
}
