package dev.wayside.api.http;

import java.time.DateTimeException;
import java.time.LocalDate;

import dev.wayside.kvstore.HistoryStore;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;

/** {@code DELETE /v1/carriers/{carrier}/days/{day}}: forgets a day of a carrier. */
final class DayCalls {

    private final HistoryStore store;

    DayCalls(HistoryStore store) {
        this.store = store;
    }

    void delete(Context context) {
        QueryParameters.requireOnly(context);
        LocalDate day = day(context.pathParam("day"));
        String carrier = BrowseCalls.key(context.pathParam("carrier"), "any").carrier();
        BrowseCalls.requireFound("carrier " + carrier, store.cells(carrier, ""));
        store.deleteDay(carrier, day);
        context.status(HttpStatus.NO_CONTENT);
    }

    private static LocalDate day(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw ProblemException.invalid("the day is none such as 2026-01-05");
        }
    }
}
