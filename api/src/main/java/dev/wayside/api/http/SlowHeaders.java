package dev.wayside.api.http;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.eclipse.jetty.util.component.AbstractLifeCycle;

/**
 * A guard that closes connections that are still at the headers of the same request after two looks. An idle timeout
 * does not see them: a byte now and then is not idle.
 */
final class SlowHeaders extends AbstractLifeCycle {

    /** Chosen: headers arrive within a second, and a slow client keeps its connection for 10 s at most. */
    private static final int LOOK_SECONDS = 5;

    private final ServerConnector connector;
    private Map<HttpConnection, Long> atHeaders = new HashMap<>();

    SlowHeaders(ServerConnector connector) {
        this.connector = connector;
    }

    @Override
    protected void doStart() {
        lookLater();
    }

    private void lookLater() {
        connector.getScheduler().schedule(this::look, LOOK_SECONDS, TimeUnit.SECONDS);
    }

    private void look() {
        if (!isRunning()) {
            return;
        }
        Map<HttpConnection, Long> stillAtHeaders = new HashMap<>();
        for (EndPoint endPoint : connector.getConnectedEndPoints()) {
            Connection connection = http(endPoint.getConnection());
            if (connection instanceof HttpConnection http && isAtHeaders(http)) {
                Long before = atHeaders.get(http);
                if (before != null && before == http.getMessagesIn()) {
                    endPoint.close();
                } else {
                    stillAtHeaders.put(http, http.getMessagesIn());
                }
            }
        }
        atHeaders = stillAtHeaders;
        lookLater();
    }

    private static Connection http(Connection connection) {
        return connection instanceof SslConnection ssl ? ssl.getSslEndPoint().getConnection() : connection;
    }

    private static boolean isAtHeaders(HttpConnection connection) {
        return connection.getParser().inHeaderState() && !connection.getParser().isStart();
    }
}
