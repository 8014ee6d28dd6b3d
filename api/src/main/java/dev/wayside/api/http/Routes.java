package dev.wayside.api.http;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

import dev.wayside.api.http.access.AccessControl;
import dev.wayside.api.http.access.Admission;
import dev.wayside.api.http.access.HostNames;
import dev.wayside.api.http.access.RateLimit;
import dev.wayside.api.http.access.Scope;
import dev.wayside.api.http.browse.BrowseCalls;
import dev.wayside.api.http.browse.PassCalls;
import dev.wayside.api.http.browse.StatusCalls;
import dev.wayside.api.http.flow.RequestFlow;
import dev.wayside.api.http.ingest.MappingCalls;
import dev.wayside.api.http.ingest.TraceCalls;
import dev.wayside.api.http.ingest.TripCalls;
import dev.wayside.api.http.monitor.AnsweredRequests;
import dev.wayside.api.http.monitor.HealthCalls;
import dev.wayside.api.http.monitor.ServiceMetrics;
import dev.wayside.api.http.page.ContractCalls;
import dev.wayside.api.http.page.DashboardAssets;
import dev.wayside.api.http.page.DashboardFile;
import dev.wayside.api.http.predict.EstimateCalls;
import dev.wayside.api.http.predict.ObservationParser;
import dev.wayside.api.http.predict.PredictionCalls;
import dev.wayside.api.http.stream.CarrierStream;
import dev.wayside.api.http.stream.StreamCalls;
import dev.wayside.api.http.stream.StreamTrips;
import dev.wayside.api.http.upkeep.BackupCalls;
import dev.wayside.api.http.upkeep.DayCalls;
import dev.wayside.kvstore.HistoryStore;
import dev.wayside.matcher.Matcher;
import dev.wayside.traceingest.trip.TripIngestion;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Handler;

/** The paths, the call of each, and the scope that it needs. */
final class Routes {

    private Routes() {}

    /** Registers all and returns the streams, which must end before the server can stop. */
    static StreamCalls register(
            RoutesConfig routes,
            HistoryStore store,
            Matcher matcher,
            TripIngestion trips,
            ServiceMetrics metrics,
            RequestFlow flow,
            AnsweredRequests answered,
            ServiceSettings settings) {
        Admission admission = admission(settings);
        admission.register(routes);

        HealthCalls health = new HealthCalls(store);
        look(routes, HealthCalls.LIVE, health::live);
        look(routes, HealthCalls.READY, health::ready);

        look(routes, "/metrics", metrics::scrape, Scope.QUERY);

        ContractCalls contract = new ContractCalls();
        look(routes, "/openapi.json", contract::json);
        look(routes, "/openapi.yaml", contract::yaml);
        look(routes, "/docs", contract::page);
        look(routes, "/docs/{file}", contract::file);

        PredictionCalls predictions =
                new PredictionCalls(store, matcher, settings.match(), settings.limits(), flow.longWork());
        routes.post("/v1/predictions", predictions::predict, Scope.QUERY);

        EstimateCalls estimates =
                new EstimateCalls(store, matcher, settings.match(), settings.limits(), flow.longWork());
        routes.post("/v1/estimates", estimates::estimate, Scope.QUERY);

        TripCalls tripCalls = new TripCalls(
                store,
                trips,
                settings.limits().ingestBodyBytes(),
                context -> AccessControl.token(context).orElse(""));
        ObservationParser observations =
                new ObservationParser(store.settings(), settings.limits().samples());
        StreamCalls stream = new StreamCalls(
                () -> new CarrierStream(matcher, settings.match(), observations),
                store.settings().lookAheadMillis(),
                admission,
                answered,
                (owner, trip, after, rows) -> {
                    Object answer = tripCalls.append(owner, trip, after, rows);
                    return new StreamTrips.Outcome(TripCalls.isAcknowledgement(answer), answer);
                });
        routes.wsBeforeUpgrade("/v1/stream", stream::beforeUpgrade);
        routes.ws("/v1/stream", stream::configure);
        routes.wsAfterUpgrade("/v1/stream", StreamCalls::forgetSession);
        look(routes, "/v1/stream", StreamCalls::withoutUpgrade, Scope.QUERY);
        metrics.gauge("wayside.streams", "Open streams", stream, StreamCalls::connections);

        TraceCalls traces = new TraceCalls(store, settings.limits().ingestBodyBytes(), flow.ingestPlaces());
        routes.post("/v1/traces", traces::ingest, Scope.INGEST);
        registerTrips(routes, tripCalls, metrics);
        MappingCalls mappings = new MappingCalls(store);
        look(routes, "/v1/mappings", mappings::list, Scope.INGEST);
        look(routes, "/v1/mappings/{name}", mappings::show, Scope.INGEST);
        routes.put("/v1/mappings/{name}", mappings::put, Scope.INGEST);
        routes.delete("/v1/mappings/{name}", mappings::delete, Scope.INGEST);

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

    private static void registerTrips(RoutesConfig routes, TripCalls trips, ServiceMetrics metrics) {
        routes.post("/v1/trips", trips::open, Scope.INGEST);
        look(routes, "/v1/trips", trips::list, Scope.INGEST);
        look(routes, "/v1/trips/{trip}", trips::show, Scope.INGEST);
        routes.post("/v1/trips/{trip}/rows", trips::append, Scope.INGEST);
        routes.post("/v1/trips/{trip}/close", trips::close, Scope.INGEST);
        String rows = "wayside.trip.rows";
        String meaning = "Rows of trips that were sent: new, sent again, and how many of both were rejected";
        metrics.counter(rows, meaning, "outcome", "new", trips, TripCalls::newRows);
        metrics.counter(rows, meaning, "outcome", "repeated", trips, TripCalls::repeatedRows);
        metrics.counter(rows, meaning, "outcome", "rejected", trips, TripCalls::rejectedRows);
    }

    private static Admission admission(ServiceSettings settings) {
        List<String> names = new ArrayList<>(settings.listener().hostNames());
        names.add(settings.listener().host());
        boolean hasTokens = !settings.tokens().isEmpty();
        return new Admission(
                new HostNames(hasTokens, names, HealthCalls.PROBES),
                new AccessControl(settings.tokens()),
                new RateLimit(settings.limits().requestsPerSecond()));
    }

    /** HEAD tells what GET would, also that there is nothing; the server leaves the body away. */
    private static void look(RoutesConfig routes, String path, Handler call, Scope... scopes) {
        routes.get(path, call, scopes);
        routes.head(path, call, scopes);
    }
}
