package dev.wayside.api.http.browse;

import java.time.InstantSource;

import dev.wayside.api.http.exchange.Exchange;
import dev.wayside.kvstore.HistoryStore;
import io.javalin.http.Context;

/** {@code GET /v1/status}: what the store holds, and what has been written to it since the service started. */
public final class StatusCalls {

    private final IngestActivity activity;
    private final StoreCount count;

    public StatusCalls(HistoryStore store, InstantSource clock) {
        this.activity = new IngestActivity(store.settings(), clock);
        this.count = new StoreCount(store, activity, clock);
        store.addListener(activity);
    }

    public void status(Context context) {
        Exchange.respond(context, count.upToDate());
    }
}
