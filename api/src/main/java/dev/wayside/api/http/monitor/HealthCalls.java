package dev.wayside.api.http.monitor;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import dev.wayside.api.http.exchange.Exchange;
import dev.wayside.api.http.exchange.ProblemException;
import dev.wayside.api.http.exchange.ProblemType;
import dev.wayside.api.http.exchange.Problems;
import dev.wayside.kvstore.HistoryStore;
import dev.wayside.kvstore.HistoryStoreException;
import io.javalin.http.Context;

/** Health of the process: is it alive ({@code /healthz}), and can it answer ({@code /readyz}). */
public final class HealthCalls {

    public static final String LIVE = "/healthz";
    public static final String READY = "/readyz";

    /** Paths of probes, which call a service by any name. Their answers show nothing of the history. */
    public static final Set<String> PROBES = Set.of(LIVE, READY);

    private static final Map<String, String> OK = Map.of("status", "ok");

    private static final String UNWRITABLE =
            "the history can be read but not written, and the service's log says why; writes that failed may be repeated";

    private final HistoryStore store;

    public HealthCalls(HistoryStore store) {
        this.store = store;
    }

    public void live(Context context) {
        Exchange.respond(context, OK);
    }

    /**
     * Ready is who can read and write; a store that cannot be read answers with its own problem. Damage to some cells
     * is told, but does not take the service away from all others.
     */
    public void ready(Context context) {
        try (Stream<String> carriers = store.carriers()) {
            carriers.limit(1).forEach(carrier -> {});
        }
        requireWritable();
        List<String> damage = store.damage();
        Exchange.respond(context, damage.isEmpty() ? OK : new Degraded("degraded", damage));
    }

    /**
     * The answer of a service that goes on without a part of its history.
     *
     * @param damage what cannot be read, with its place
     */
    record Degraded(String status, List<String> damage) {}

    /** The failed write is in the log; probes that ask every second are not. */
    private void requireWritable() {
        try {
            store.requireWritable();
        } catch (HistoryStoreException e) {
            String why = e.reason() == HistoryStoreException.Reason.DISK_FULL ? Problems.FULL : UNWRITABLE;
            throw new ProblemException(ProblemType.STORE_UNAVAILABLE, why);
        }
    }
}
