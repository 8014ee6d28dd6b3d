package dev.wayside.relay.status;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Collectors;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.wayside.relay.feed.PushedForecast;
import dev.wayside.relay.feed.PushedSignal;
import dev.wayside.relay.run.RunningRelay;
import dev.wayside.relay.schedule.LinkState;
import dev.wayside.relay.session.PathStatus;
import dev.wayside.relay.session.SessionStatus;
import dev.wayside.relay.session.flow.KindStatus;

/** The relay's own page: {@code /}, {@code /status} as JSON, {@code /metrics}, {@code /healthz}, {@code /readyz}. */
public final class StatusServer implements AutoCloseable {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    private static final String JSON_TYPE = "application/json";
    private static final String PROBLEM_TYPE = "application/problem+json";

    private static final int THREADS = 8;
    private static final int REQUEST_SECONDS = 5;

    private final HttpServer server;
    private final TimedThreads threads = new TimedThreads("relay-status", THREADS, REQUEST_SECONDS);
    private final RunningRelay relay;
    private volatile boolean draining;
    private volatile Optional<String> interceptionFault = Optional.empty();

    private StatusServer(HttpServer server, RunningRelay relay) {
        this.server = server;
        this.relay = relay;
    }

    /**
     * Starts a server of this relay.
     *
     * @throws IOException if it cannot listen there; names the address
     */
    public static StatusServer start(RunningRelay relay, InetSocketAddress address) throws IOException {
        StatusServer status = new StatusServer(listen(address), relay);
        status.server.setExecutor(status.threads);
        status.server.createContext("/", status::answer);
        status.server.start();
        return status;
    }

    private static HttpServer listen(InetSocketAddress address) throws IOException {
        try {
            return HttpServer.create(address, 16);
        } catch (IOException e) {
            throw new IOException(
                    "status " + name(address) + ": " + e.getMessage()
                            + "; give 'status' another address, or end what listens there (ss -ltnp)",
                    e);
        }
    }

    public String address() {
        return name(server.getAddress());
    }

    private static String name(InetSocketAddress address) {
        return address.getAddress().getHostAddress() + ":" + address.getPort();
    }

    /** From now on the relay is not ready, though it lives. */
    public void drain() {
        draining = true;
    }

    /** From now on the relay is ready only if nothing is wrong with interception. */
    public void interceptionChanged(Optional<String> fault) {
        interceptionFault = fault;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            answerInTime(exchange);
        }
    }

    private void answerInTime(HttpExchange exchange) throws IOException {
        try {
            route(exchange);
        } catch (InterruptedException e) {
            sendProblem(exchange, 503, "the relay did not answer within " + REQUEST_SECONDS + " s");
        } catch (IllegalStateException | RejectedExecutionException e) {
            sendProblem(exchange, 503, "the relay cannot answer: " + e.getMessage());
        }
    }

    private void route(HttpExchange exchange) throws IOException, InterruptedException {
        switch (exchange.getRequestURI().getPath()) {
            case "/contexts/forecast" -> take(exchange, "forecast", PushedForecast.class, relay::take);
            case "/contexts/signal" -> take(exchange, "signal", PushedSignal.class, relay::take);
            case "/paths" -> answerPaths(exchange);
            case "/policy" -> answerPolicy(exchange);
            case "/reload" -> answerReload(exchange);
            default -> show(exchange);
        }
    }

    /** What is looked at only. */
    private void show(HttpExchange exchange) throws IOException, InterruptedException {
        if (!exchange.getRequestMethod().equals("GET") && !isHead(exchange)) {
            exchange.getResponseHeaders().set("Allow", "GET, HEAD");
            sendProblem(exchange, 405, "GET or HEAD");
            return;
        }
        switch (exchange.getRequestURI().getPath()) {
            case "/" ->
                send(
                        exchange,
                        200,
                        "text/html; charset=utf-8",
                        page(relay.status())
                                + ReloadPage.html(relay.reloads())
                                + ConnectionTable.html(relay.connections())
                                + ContextPage.html(relay.contexts()));
            case "/status" -> send(exchange, 200, JSON_TYPE, JSON.writeValueAsString(relay.status()));
            case "/metrics" ->
                send(
                        exchange,
                        200,
                        RelayMetrics.CONTENT_TYPE,
                        RelayMetrics.text(relay.status(), relay.contexts(), relay.reloads()));
            case "/contexts" -> send(exchange, 200, JSON_TYPE, JSON.writeValueAsString(relay.contexts()));
            case "/connections" -> send(exchange, 200, JSON_TYPE, JSON.writeValueAsString(relay.connections()));
            case "/healthz" -> answerHealth(exchange);
            case "/readyz" -> answerReadiness(exchange);
            default -> sendProblem(exchange, 404, "not found");
        }
    }

    /** The least question that only the relay's own loop can answer: a loop that hangs lets it time out. */
    private void answerHealth(HttpExchange exchange) throws IOException, InterruptedException {
        relay.policy();
        send(exchange, 200, "text/plain", "ok\n");
    }

    private void answerReadiness(HttpExchange exchange) throws IOException, InterruptedException {
        Optional<String> fault = interceptionFault;
        if (draining) {
            send(exchange, 503, "text/plain", "draining\n");
        } else if (fault.isPresent()) {
            send(exchange, 503, "text/plain", "interception does not work: " + fault.get() + "\n");
        } else if (relay.isReady()) {
            send(exchange, 200, "text/plain", "ready\n");
        } else {
            send(exchange, 503, "text/plain", "no path to the cloud relay\n");
        }
    }

    private void answerPaths(HttpExchange exchange) throws IOException, InterruptedException {
        PathCalls.Answer answer = new PathCalls(relay, JSON).answer(exchange);
        boolean isProblem = answer.status() >= 400;
        send(exchange, answer.status(), isProblem ? PROBLEM_TYPE : JSON_TYPE, JSON.writeValueAsString(answer.body()));
    }

    private void answerReload(HttpExchange exchange) throws IOException, InterruptedException {
        ReloadCalls.Answer answer = new ReloadCalls(relay).answer(exchange);
        boolean isProblem = answer.status() >= 400;
        send(exchange, answer.status(), isProblem ? PROBLEM_TYPE : JSON_TYPE, JSON.writeValueAsString(answer.body()));
    }

    private void answerPolicy(HttpExchange exchange) throws IOException, InterruptedException {
        PolicyCalls.Answer answer = new PolicyCalls(relay).answer(exchange);
        boolean isProblem = answer.status() >= 400;
        send(
                exchange,
                answer.status(),
                isProblem ? PROBLEM_TYPE : JSON_TYPE,
                isProblem ? JSON.writeValueAsString(answer.problem()) : answer.policy() + "\n");
    }

    /** Gives what is pushed to the relay. */
    @FunctionalInterface
    private interface Taker<T> {

        boolean take(T pushed) throws InterruptedException;
    }

    private static <T> void take(HttpExchange exchange, String what, Class<T> type, Taker<T> taker)
            throws IOException, InterruptedException {
        if (!OwnMachine.sent(exchange)) {
            sendProblem(exchange, 403, what + "s are taken from the relay's own machine only");
            return;
        }
        try {
            boolean taken =
                    exchange.getRequestMethod().equals("POST") && taker.take(JsonBody.read(exchange, JSON, type));
            send(exchange, taken ? 202 : 405, "text/plain", taken ? "" : "POST " + what + "s to the edge\n");
        } catch (IllegalArgumentException e) {
            sendProblem(exchange, 400, String.valueOf(e.getMessage()));
        }
    }

    private static void sendProblem(HttpExchange exchange, int code, String detail) throws IOException {
        send(
                exchange,
                code,
                PROBLEM_TYPE,
                JSON.writeValueAsString(Map.of("title", title(code), "status", code, "detail", detail)));
    }

    private static String title(int code) {
        return switch (code) {
            case 400 -> "bad request";
            case 403 -> "forbidden";
            case 404 -> "not found";
            case 405 -> "method not allowed";
            default -> "unavailable";
        };
    }

    private static boolean isHead(HttpExchange exchange) {
        return exchange.getRequestMethod().equals("HEAD");
    }

    private static void send(HttpExchange exchange, int code, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        if (isHead(exchange)) {
            exchange.getResponseHeaders().set("Content-Length", String.valueOf(bytes.length));
            exchange.sendResponseHeaders(code, -1);
            return;
        }
        exchange.sendResponseHeaders(code, bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static String page(List<SessionStatus> sessions) {
        StringBuilder html = new StringBuilder("<!doctype html><meta charset=utf-8><meta http-equiv=refresh content=2>"
                + "<title>Wayside relay</title><style>body{font:15px sans-serif;margin:2em}td,th{padding:.2em 1em;text-align:right}"
                + "</style><h1>Wayside relay</h1>");
        for (SessionStatus session : sessions) {
            html.append(String.format(
                    Locale.ROOT,
                    "<p>%d connections, %.1f MB sent, %.1f MB of it again, %d path failures, %d connection faults; %d packets sent whole,"
                            + " %d dropped, %d received</p><p>flows: %s; %s</p>"
                            + "<table><tr><th>path<th>carrier<th>lane<th>RTT ms<th>Mbit/s<th>loss %%<th>under way kB<th>state</tr>",
                    session.connections(),
                    session.firstBytes() / 1e6,
                    session.copiedBytes() / 1e6,
                    session.failures(),
                    session.connectionFaults(),
                    session.datagrams().sent(),
                    session.datagrams().dropped(),
                    session.datagrams().received(),
                    kinds(session.kinds()),
                    links(session.links())));
            for (PathStatus path : session.paths()) {
                html.append(String.format(
                        Locale.ROOT,
                        "<tr><td>%d<td>%s<td>%s<td>%.1f<td>%.1f<td>%.2f<td>%.1f<td>%s</tr>",
                        path.id(),
                        escape(path.carrier()),
                        name(path.lane()),
                        path.rttMillis(),
                        path.bandwidthBps() / 1e6,
                        path.loss() * 100,
                        path.outstandingBytes() / 1e3,
                        path.failing() ? "silent" : "up"));
            }
            html.append("</table>");
        }
        return html.toString();
    }

    private static String kinds(List<KindStatus> kinds) {
        return kinds.stream()
                .map(kind -> String.format(
                        Locale.ROOT, "%d %s (%.1f MB)", kind.flows(), name(kind.kind()), kind.sentBytes() / 1e6))
                .collect(Collectors.joining(", "));
    }

    private static String links(LinkState links) {
        return links.carriersUp() + " carriers up"
                + (links.outagePredicted() ? ", an outage predicted" : "")
                + (links.historyAvailable() ? "" : ", no history for any");
    }

    static String escape(String text) {
        return text.replaceAll("[^\\w .:-]", "_");
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }
}
