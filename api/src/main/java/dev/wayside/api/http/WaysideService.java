package dev.wayside.api.http;

import java.io.IOException;

import dev.wayside.kvstore.HistoryStore;
import dev.wayside.matcher.MatchSettings;
import io.javalin.Javalin;
import io.javalin.util.JavalinBindException;

/**
 * The HTTP service over one history, running from {@link #start} to {@link #close}.
 *
 * <p>Answers {@code POST /v1/predictions}, {@code GET /v1/carriers} and below, {@code /healthz} and {@code /readyz}, as
 * JSON; every error is problem details (RFC 9457). Handles up to 64 requests at once. It does not own the store: close
 * the service first, then the store. Thread-safe.
 */
public final class WaysideService implements AutoCloseable {

    private final Javalin server;

    private WaysideService(Javalin server) {
        this.server = server;
    }

    /** Starts a service whose predictions use the default K and threshold. */
    public static WaysideService start(HistoryStore store, String host, int port) throws IOException {
        return start(store, MatchSettings.defaultsFor(store.settings()), host, port);
    }

    /**
     * Starts a service; it answers once this returns.
     *
     * @param store what is read; must stay open until the service is closed
     * @param defaults for predictions that do not say otherwise
     * @param host name or address to listen on; {@code 127.0.0.1} is reached from this machine only
     * @param port 0 to 65535; 0 takes any free one
     * @throws IOException if nothing can listen there
     */
    public static WaysideService start(HistoryStore store, MatchSettings defaults, String host, int port)
            throws IOException {
        Javalin server = Javalin.create(config -> {
            ServerSetup.apply(config);
            Problems.register(config);
            Routes.register(config.routes, store, defaults);
        });
        try {
            return new WaysideService(server.start(host, port));
        } catch (JavalinBindException e) {
            throw new IOException(
                    "cannot listen on " + host + ":" + port + " (" + e.getMessage() + "); name another port or host",
                    e);
        }
    }

    /** The port it listens on. */
    public int port() {
        return server.port();
    }

    /** Takes no more requests, waits up to 30 s for those under way, and stops. Closing twice does nothing. */
    @Override
    public void close() {
        server.stop();
    }
}
