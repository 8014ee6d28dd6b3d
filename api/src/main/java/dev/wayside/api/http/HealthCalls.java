package dev.wayside.api.http;

import java.util.Map;
import java.util.stream.Stream;

import dev.wayside.kvstore.HistoryStore;
import io.javalin.http.Context;

/** Whether the process lives ({@code /healthz}), and whether it can answer ({@code /readyz}). */
final class HealthCalls {

    private static final Map<String, String> OK = Map.of("status", "ok");

    private final HistoryStore store;

    HealthCalls(HistoryStore store) {
        this.store = store;
    }

    void live(Context context) {
        Exchange.respond(context, OK);
    }

    /** Ready is who can read; a store that cannot be read answers with its own problem. */
    void ready(Context context) {
        try (Stream<String> carriers = store.carriers()) {
            carriers.limit(1).forEach(carrier -> {});
        }
        Exchange.respond(context, OK);
    }
}
