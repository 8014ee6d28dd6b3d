package dev.wayside.api.http;

import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

import dev.wayside.api.http.access.AccessControl;
import dev.wayside.api.http.exchange.Problems;
import dev.wayside.api.http.flow.RequestFlow;
import dev.wayside.api.http.ingest.TripSchedule;
import dev.wayside.api.http.monitor.AnsweredRequests;
import dev.wayside.api.http.monitor.ServiceMetrics;
import dev.wayside.api.http.stream.StreamCalls;
import dev.wayside.api.http.upkeep.RetentionSchedule;
import dev.wayside.kvstore.HistoryStore;
import dev.wayside.matcher.Matcher;
import dev.wayside.traceingest.trip.TripIngestion;
import io.javalin.Javalin;
import io.javalin.http.HandlerType;
import io.javalin.util.JavalinBindException;
import io.javalin.util.JavalinException;
import io.javalin.websocket.WsHandlerType;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.NetworkConnector;
import org.eclipse.jetty.server.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP service over one history, running from {@link #start} to {@link #close}.
 *
 * <p>Answers the calls that its OpenAPI document lists, as JSON; every error is problem details (RFC 9457). No thread
 * waits for a client. It does not own the store: close the service first, then the store. Thread-safe.
 */
public final class WaysideService implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WaysideService.class);

    /** The share of the heap for trips is chosen: next to that of {@code MemoryBudget}, half of it stays free. */
    private static final int TRIPS_DIVISOR = 8;

    private final Javalin server;
    private final RetentionSchedule retention;
    private final TripSchedule trips;
    private final ServiceMetrics metrics;

    private WaysideService(Javalin server, RetentionSchedule retention, TripSchedule trips, ServiceMetrics metrics) {
        this.server = server;
        this.retention = retention;
        this.trips = trips;
        this.metrics = metrics;
    }

    /** Starts a service for everybody with default limits and predictions. */
    public static WaysideService start(HistoryStore store, String host, int port) throws IOException {
        return start(store, ServiceSettings.onLoopback(store.settings(), port).withHost(host));
    }

    /**
     * Starts a service; it answers once this returns.
     *
     * @param store what is read and written; must stay open until the service is closed
     * @throws IOException if nothing can listen there
     */
    public static WaysideService start(HistoryStore store, ServiceSettings settings) throws IOException {
        Matcher matcher = new Matcher(store, settings.match());
        ServiceMetrics metrics = new ServiceMetrics();
        metrics.follow(matcher);
        metrics.follow(store);
        TripIngestion ingestion = new TripIngestion(
                store, InstantSource.system(), Runtime.getRuntime().maxMemory() / TRIPS_DIVISOR);
        RequestFlow flow = flow(settings);
        FlowMetrics.register(metrics, flow);
        Javalin server = Javalin.create(config -> {
            new ServerSetup(settings, flow).apply(config);
            Problems.register(config);
            AnsweredRequests answered = new AnsweredRequests(metrics, settings.accessLog());
            StreamCalls streams =
                    Routes.register(config.routes, store, matcher, ingestion, metrics, flow, answered, settings);
            config.events.serverStopping(streams::end);
            config.requestLogger.http(answered::record);
        });
        RetentionSchedule retention = RetentionSchedule.start(settings.retention(), store);
        TripSchedule trips = TripSchedule.start(ingestion, settings.tripSilence());
        metrics.gauge("wayside.trips.open", "Open trips", trips, TripSchedule::open);
        try {
            return new WaysideService(server.start(), retention, trips, metrics);
        } catch (JavalinBindException e) {
            retention.close();
            trips.close();
            metrics.close();
            throw new IOException(
                    "cannot listen on " + settings.listener().host() + ":"
                            + settings.listener().port() + " (" + e.getMessage() + "); name another port or host",
                    e);
        }
    }

    static RequestFlow flow(ServiceSettings settings) {
        AccessControl access = new AccessControl(settings.tokens());
        return new RequestFlow(
                request -> access.owner(
                        request.getHeaders().get(HttpHeader.AUTHORIZATION), Request.getRemoteAddr(request)),
                settings.limits().bodyBytes(),
                Matcher.NANOS_PER_COMPARISON);
    }

    /** Every route as method and path, such as {@code POST /v1/predictions}; HEAD comes with GET. */
    List<String> routes() {
        Stream<String> calls = server.unsafe.internalRouter.allHttpHandlers().stream()
                .map(route -> route.endpoint)
                .filter(route -> route.method.isHttpMethod() && !route.method.equals(HandlerType.HEAD))
                .map(route -> route.method.name() + " " + route.path);
        Stream<String> streams = server.unsafe.internalRouter.allWsHandlers().stream()
                .filter(route -> route.getType() == WsHandlerType.WEBSOCKET)
                .map(route -> "GET " + route.getPath());
        return Stream.concat(calls, streams).distinct().toList();
    }

    /** The port it listens on. */
    public int port() {
        return server.port();
    }

    /** The port of health and metrics alone; empty if there is none. */
    public OptionalInt monitorPort() {
        return Stream.of(server.jettyServer().server().getConnectors())
                .filter(connector -> RequestFlow.MONITOR_CONNECTOR.equals(connector.getName()))
                .mapToInt(connector -> ((NetworkConnector) connector).getLocalPort())
                .findAny();
    }

    /** Takes no more requests, waits up to 30 s for those under way, and stops. Closing twice does nothing. */
    @Override
    public void close() {
        try {
            server.stop();
        } catch (JavalinException e) {
            LOG.warn("some connections were still open when the service stopped: {}", String.valueOf(e.getMessage()));
        } finally {
            retention.close();
            trips.close();
            metrics.close();
        }
    }
}
