package dev.wayside.api.http;

import java.io.IOException;
import java.util.List;

import dev.wayside.kvstore.HistoryStore;
import io.javalin.Javalin;
import io.javalin.http.HandlerType;
import io.javalin.util.JavalinBindException;

/**
 * The HTTP service over one history, running from {@link #start} to {@link #close}.
 *
 * <p>Answers the calls that its OpenAPI document lists, as JSON; every error is problem details (RFC 9457). Handles up
 * to 64 requests at once. It does not own the store: close the service first, then the store. Thread-safe.
 */
public final class WaysideService implements AutoCloseable {

    private final Javalin server;
    private final RetentionSchedule retention;

    private WaysideService(Javalin server, RetentionSchedule retention) {
        this.server = server;
        this.retention = retention;
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
        Javalin server = Javalin.create(config -> {
            new ServerSetup(settings).apply(config);
            Problems.register(config);
            Routes.register(config.routes, store, settings);
        });
        RetentionSchedule retention = RetentionSchedule.start(settings.retention(), store);
        try {
            return new WaysideService(server.start(), retention);
        } catch (JavalinBindException e) {
            retention.close();
            throw new IOException(
                    "cannot listen on " + settings.host() + ":" + settings.port() + " (" + e.getMessage()
                            + "); name another port or host",
                    e);
        }
    }

    /** Every route as method and path, such as {@code POST /v1/predictions}; HEAD comes with GET. */
    List<String> routes() {
        return server.unsafe.internalRouter.allHttpHandlers().stream()
                .map(route -> route.endpoint)
                .filter(route -> route.method.isHttpMethod() && !route.method.equals(HandlerType.HEAD))
                .map(route -> route.method.name() + " " + route.path)
                .toList();
    }

    /** The port it listens on. */
    public int port() {
        return server.port();
    }

    /** Takes no more requests, waits up to 30 s for those under way, and stops. Closing twice does nothing. */
    @Override
    public void close() {
        server.stop();
        retention.close();
    }
}
