package dev.wayside.api.http;

import dev.wayside.kvstore.HistoryStore;
import dev.wayside.matcher.MatchSettings;
import io.javalin.config.RoutesConfig;

/** Which path goes where. */
final class Routes {

    private Routes() {}

    static void register(RoutesConfig routes, HistoryStore store, MatchSettings defaults) {
        routes.before(RequestId::assign);

        HealthCalls health = new HealthCalls(store);
        routes.get("/healthz", health::live);
        routes.get("/readyz", health::ready);

        PredictionCalls predictions = new PredictionCalls(store, defaults);
        routes.post("/v1/predictions", predictions::predict);

        BrowseCalls browse = new BrowseCalls(store);
        routes.get("/v1/carriers", browse::carriers);
        routes.get("/v1/carriers/{carrier}/cells", browse::cells);
        routes.get("/v1/carriers/{carrier}/cells/{cell}", browse::cell);
        routes.get("/v1/carriers/{carrier}/cells/{cell}/windows", browse::windows);
        routes.get("/v1/carriers/{carrier}/cells/{cell}/handovers", browse::handovers);
    }
}
