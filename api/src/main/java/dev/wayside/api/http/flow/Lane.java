package dev.wayside.api.http.flow;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Request;

/** The way that a request takes to a thread. */
enum Lane {
    /** Is the process alive: needs no other part of the service. */
    PROBE,
    /** Can it answer, and its metrics: may wait for the store, but not behind calls. */
    MONITOR,
    /** The handshake of a WebSocket: the connection is no longer one of HTTP then. */
    STREAM,
    /** A body that is read while it comes, as long as it takes. */
    INGEST,
    /** Any other call: its body is read before. */
    CALL;

    boolean isForMonitors() {
        return this == PROBE || this == MONITOR;
    }

    static Lane of(Request request) {
        String path = Request.getPathInContext(request);
        return switch (path) {
            case "/healthz" -> PROBE;
            case "/readyz", "/metrics" -> MONITOR;
            case "/v1/traces" -> HttpMethod.POST.is(request.getMethod()) ? INGEST : CALL;
            default -> "websocket".equalsIgnoreCase(request.getHeaders().get(HttpHeader.UPGRADE)) ? STREAM : CALL;
        };
    }
}
