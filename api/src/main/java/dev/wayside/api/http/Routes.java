package dev.wayside.api.http;

import java.time.InstantSource;

import dev.wayside.kvstore.HistoryStore;
import dev.wayside.matcher.Matcher;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Handler;

/** Which path goes where, and which scope it needs. */
final class Routes {

    private Routes() {}

    /** Registers all and returns the streams, which must end before the server can stop. */
    static StreamCalls register(
            RoutesConfig routes,
            HistoryStore store,
            Matcher matcher,
            ServiceMetrics metrics,
            ServiceSettings settings) {
        HostNames names = new HostNames(settings);
        routes.before(RequestId::assign);
        routes.before(names::check);
        AccessControl access = new AccessControl(settings.tokens());
        routes.beforeMatched(access::check);
        routes.beforeMatched(PageOrigin::checkChange);
        RateLimit rate = new RateLimit(settings.limits().requestsPerSecond());
        routes.beforeMatched(rate::check);

        HealthCalls health = new HealthCalls(store);
        look(routes, "/healthz", health::live);
        look(routes, "/readyz", health::ready);

        look(routes, "/metrics", metrics::scrape, Scope.QUERY);

        ContractCalls contract = new ContractCalls();
        look(routes, "/openapi.json", contract::json);
        look(routes, "/openapi.yaml", contract::yaml);
        look(routes, "/docs", contract::page);
        look(routes, "/docs/{file}", contract::file);

        PredictionCalls predictions = new PredictionCalls(store, matcher, settings);
        routes.post("/v1/predictions", predictions::predict, Scope.QUERY);

        EstimateCalls estimates = new EstimateCalls(store, matcher, settings);
        routes.post("/v1/estimates", estimates::estimate, Scope.QUERY);

        StreamCalls stream = new StreamCalls(store, matcher, settings, names, access, rate);
        routes.wsBeforeUpgrade("/v1/stream", stream::beforeUpgrade);
        routes.ws("/v1/stream", stream::configure);
        routes.wsAfterUpgrade("/v1/stream", StreamCalls::forgetSession);
        look(routes, "/v1/stream", StreamCalls::withoutUpgrade, Scope.QUERY);
        metrics.gauge("wayside.streams", "Open streams", stream, StreamCalls::connections);

        TraceCalls traces = new TraceCalls(store, settings.limits().ingestBodyBytes());
        routes.post("/v1/traces", traces::ingest, Scope.INGEST);
        DayCalls days = new DayCalls(store);
        routes.delete("/v1/carriers/{carrier}/days/{day}", days::delete, Scope.ADMIN);

        BackupCalls backups = new BackupCalls(store, settings.backups());
        routes.post("/v1/backups", backups::backUp, Scope.ADMIN);

        BrowseCalls browse = new BrowseCalls(store);
        look(routes, "/v1/carriers", browse::carriers, Scope.QUERY);
        look(routes, "/v1/carriers/{carrier}/cells", browse::cells, Scope.QUERY);
        look(routes, "/v1/carriers/{carrier}/cells/{cell}", browse::cell, Scope.QUERY);
        look(routes, "/v1/carriers/{carrier}/cells/{cell}/windows", browse::windows, Scope.QUERY);
        look(routes, "/v1/carriers/{carrier}/cells/{cell}/handovers", browse::handovers, Scope.QUERY);

        PassCalls passes = new PassCalls(store);
        look(routes, "/v1/carriers/{carrier}/coverage", passes::coverage, Scope.QUERY);
        look(routes, "/v1/carriers/{carrier}/cells/{cell}/days/{day}/visits", passes::visits, Scope.QUERY);
        look(routes, "/v1/status", new StatusCalls(store, InstantSource.system())::status, Scope.QUERY);

        DashboardFile.pages().forEach((path, page) -> look(routes, path, page::serve));
        look(routes, "/assets/{file}", new DashboardAssets()::serve);
        return stream;
    }

    /** HEAD tells what GET would, also that there is nothing; the server leaves the body away. */
    private static void look(RoutesConfig routes, String path, Handler call, Scope... scopes) {
        routes.get(path, call, scopes);
        routes.head(path, call, scopes);
    }
}
