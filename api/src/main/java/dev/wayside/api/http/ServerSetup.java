package dev.wayside.api.http;

import dev.wayside.api.http.exchange.ServerProblems;
import dev.wayside.api.http.flow.RequestFlow;
import io.javalin.config.JavalinConfig;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The server below the routes: its limits, how it stops, and what it lets through in a path. */
final class ServerSetup {

    /** Chosen: the sockets need a few; messages of streams are answered in the others. */
    private static final int MAX_THREADS = 64;

    private static final int ACCEPTORS = 1;
    /** Chosen: requests are parsed and refused here, which needs its share of the cores next to the calls. */
    private static final int SELECTORS = Math.max(2, Runtime.getRuntime().availableProcessors());
    /** Chosen: a fleet comes back at once after an outage; Java's default of 50 makes most of it wait for a second. */
    private static final int ACCEPT_QUEUE = 1_024;
    /** Chosen: one accepts, one selects, and the others go on with connections. */
    private static final int MONITOR_THREADS = 8;
    /** Chosen: far more than there are probes. */
    private static final int MONITOR_CONNECTIONS = 100;
    /** Chosen: longer than any call but a body of traces. */
    private static final int DRAIN_MILLIS = 30_000;
    /** Chosen: a silent client holds a connection for half a minute at most. */
    private static final int IDLE_MILLIS = 30_000;

    /**
     * Cell ids are opaque: one that holds a slash, a backslash or a percent sign, or is but a dot or two, is still one
     * segment of a path. Routes look at the path as it was sent, so none of these leads anywhere else.
     */
    private static final UriCompliance CELL_IDS_ARE_OPAQUE = UriCompliance.DEFAULT.with(
            "cell ids are opaque",
            UriCompliance.Violation.AMBIGUOUS_PATH_SEGMENT,
            UriCompliance.Violation.AMBIGUOUS_PATH_SEPARATOR,
            UriCompliance.Violation.AMBIGUOUS_PATH_ENCODING,
            UriCompliance.Violation.SUSPICIOUS_PATH_CHARACTERS);

    private final ServiceSettings settings;
    private final RequestFlow flow;

    ServerSetup(ServiceSettings settings, RequestFlow flow) {
        this.settings = settings;
        this.flow = flow;
    }

    void apply(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.http.prefer405over404 = true;
        config.jetty.threadPool = new QueuedThreadPool(MAX_THREADS);
        config.jetty.addConnector(this::connector);
        settings.listener()
                .monitorPort()
                .ifPresent(port -> config.jetty.addConnector((server, http) -> monitorConnector(server, http, port)));
        config.jetty.modifyServer(this::setUp);
        config.jetty.modifyHttpConfiguration(this::setUp);
        config.jetty.modifyServletContextHandler(ServerSetup::setUp);
    }

    private Connector connector(Server server, HttpConfiguration http) {
        ServerConnector connector = new ServerConnector(server, ACCEPTORS, SELECTORS, connectionFactories(http));
        connector.setPort(settings.listener().port());
        connector.setAcceptQueueSize(ACCEPT_QUEUE);
        connector.addBean(new NetworkConnectionLimit(settings.limits().connections(), connector));
        connector.addBean(new ConnectionsPerAddress(settings.limits().connectionsPerAddress()));
        return setUp(connector);
    }

    /** A listener with threads and connections of its own: no load of the other one reaches it. */
    private Connector monitorConnector(Server server, HttpConfiguration http, int port) {
        ServerConnector connector = new ServerConnector(
                server, new QueuedThreadPool(MONITOR_THREADS), null, null, 1, 1, connectionFactories(http));
        connector.setName(RequestFlow.MONITOR_CONNECTOR);
        connector.setPort(port);
        connector.addBean(new NetworkConnectionLimit(MONITOR_CONNECTIONS, connector));
        return setUp(connector);
    }

    private Connector setUp(ServerConnector connector) {
        connector.setHost(settings.listener().host());
        connector.setIdleTimeout(IDLE_MILLIS);
        connector.addBean(new SlowHeaders(connector));
        return connector;
    }

    private ConnectionFactory[] connectionFactories(HttpConfiguration http) {
        if (settings.listener().tls().isEmpty()) {
            return new ConnectionFactory[] {new HttpConnectionFactory(http)};
        }
        return new ConnectionFactory[] {
            new SslConnectionFactory(settings.listener().tls().get().contextFactory(), HttpVersion.HTTP_1_1.asString()),
            new HttpConnectionFactory(http)
        };
    }

    private void setUp(Server server) {
        server.setStopTimeout(DRAIN_MILLIS);
        server.setHandler(new GracefulHandler(flow));
        server.setErrorHandler(new ServerProblems());
    }

    private void setUp(HttpConfiguration http) {
        if (settings.listener().tls().isPresent()) {
            SecureRequestCustomizer customizer = new SecureRequestCustomizer();
            // Clients may use the service's address instead of its name.
            customizer.setSniHostCheck(false);
            http.addCustomizer(customizer);
        }
        http.setSendServerVersion(false);
        http.setIdleTimeout(IDLE_MILLIS);
        http.setUriCompliance(CELL_IDS_ARE_OPAQUE);
    }

    private static void setUp(ServletContextHandler context) {
        context.getServletHandler().setDecodeAmbiguousURIs(true);
        context.getSessionHandler().setUsingCookies(false);
    }
}
