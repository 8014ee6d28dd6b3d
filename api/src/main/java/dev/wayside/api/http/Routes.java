package dev.wayside.api.http;

import dev.wayside.kvstore.HistoryStore;
import dev.wayside.matcher.MatchSettings;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Handler;

/** Which path goes where. */
final class Routes {

    private static final long LARGEST_INGEST_BODY_BYTES = 1_000_000_000;

    private Routes() {}

    static void register(RoutesConfig routes, HistoryStore store, MatchSettings defaults) {
        routes.before(RequestId::assign);

        HealthCalls health = new HealthCalls(store);
        look(routes, "/healthz", health::live);
        look(routes, "/readyz", health::ready);

        PredictionCalls predictions = new PredictionCalls(store, defaults);
        routes.post("/v1/predictions", predictions::predict);

        TraceCalls traces = new TraceCalls(store, LARGEST_INGEST_BODY_BYTES);
        routes.post("/v1/traces", traces::ingest);
        DayCalls days = new DayCalls(store);
        routes.delete("/v1/carriers/{carrier}/days/{day}", days::delete);

        BrowseCalls browse = new BrowseCalls(store);
        look(routes, "/v1/carriers", browse::carriers);
        look(routes, "/v1/carriers/{carrier}/cells", browse::cells);
        look(routes, "/v1/carriers/{carrier}/cells/{cell}", browse::cell);
        look(routes, "/v1/carriers/{carrier}/cells/{cell}/windows", browse::windows);
        look(routes, "/v1/carriers/{carrier}/cells/{cell}/handovers", browse::handovers);
    }

    /** HEAD tells what GET would, also that there is nothing; the server leaves the body away. */
    private static void look(RoutesConfig routes, String path, Handler call) {
        routes.get(path, call);
        routes.head(path, call);
    }
}
