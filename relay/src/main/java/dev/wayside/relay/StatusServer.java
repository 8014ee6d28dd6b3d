package dev.wayside.relay;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.wayside.relay.net.PushedForecast;
import dev.wayside.relay.net.PushedSignal;
import dev.wayside.relay.net.RunningRelay;
import dev.wayside.relay.schedule.LinkState;
import dev.wayside.relay.session.KindStatus;
import dev.wayside.relay.session.PathStatus;
import dev.wayside.relay.session.SessionStatus;

/** The relay's own page: {@code /}, {@code /status} as JSON, {@code /metrics}, {@code /healthz}, {@code /readyz}. */
final class StatusServer implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper().registerModule(new Jdk8Module());
    private static final int MOST_BODY_BYTES = 65_536;

    private final HttpServer server;
    private final ExecutorService executor = Executors.newSingleThreadExecutor(work -> {
        Thread thread = new Thread(work, "relay-status");
        thread.setDaemon(true);
        return thread;
    });
    private final RunningRelay relay;

    private StatusServer(HttpServer server, RunningRelay relay) {
        this.server = server;
        this.relay = relay;
    }

    static StatusServer start(RunningRelay relay, InetSocketAddress address) throws IOException {
        StatusServer status = new StatusServer(HttpServer.create(address, 16), relay);
        status.server.setExecutor(status.executor);
        status.server.createContext("/", status::answer);
        status.server.start();
        return status;
    }

    String address() {
        return server.getAddress().getAddress().getHostAddress() + ":"
                + server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            switch (exchange.getRequestURI().getPath()) {
                case "/" ->
                    send(
                            exchange,
                            200,
                            "text/html; charset=utf-8",
                            page(relay.status())
                                    + ConnectionTable.html(relay.connections())
                                    + ContextPage.html(relay.contexts()));
                case "/status" -> send(exchange, 200, "application/json", JSON.writeValueAsString(relay.status()));
                case "/metrics" ->
                    send(exchange, 200, RelayMetrics.CONTENT_TYPE, RelayMetrics.text(relay.status(), relay.contexts()));
                case "/contexts" -> send(exchange, 200, "application/json", JSON.writeValueAsString(relay.contexts()));
                case "/contexts/forecast" -> take(exchange, "forecast", PushedForecast.class, relay::take);
                case "/contexts/signal" -> take(exchange, "signal", PushedSignal.class, relay::take);
                case "/connections" ->
                    send(exchange, 200, "application/json", JSON.writeValueAsString(relay.connections()));
                case "/paths" -> answerPaths(exchange);
                case "/policy" -> answerPolicy(exchange);
                case "/healthz" -> send(exchange, 200, "text/plain", "ok\n");
                case "/readyz" -> {
                    boolean ready = relay.isReady();
                    send(exchange, ready ? 200 : 503, "text/plain", ready ? "ready\n" : "no path to the cloud relay\n");
                }
                default -> send(exchange, 404, "application/problem+json", "{\"title\":\"not found\",\"status\":404}");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void answerPaths(HttpExchange exchange) throws IOException, InterruptedException {
        PathCalls.Answer answer = new PathCalls(relay, JSON).answer(exchange);
        boolean isProblem = answer.status() >= 400;
        send(
                exchange,
                answer.status(),
                isProblem ? "application/problem+json" : "application/json",
                JSON.writeValueAsString(answer.body()));
    }

    private void answerPolicy(HttpExchange exchange) throws IOException, InterruptedException {
        PolicyCalls.Answer answer = new PolicyCalls(relay).answer(exchange);
        boolean isProblem = answer.status() >= 400;
        send(
                exchange,
                answer.status(),
                isProblem ? "application/problem+json" : "application/json",
                isProblem ? JSON.writeValueAsString(answer.problem()) : answer.policy() + "\n");
    }

    /** Gives what is pushed to the relay. */
    @FunctionalInterface
    private interface Taker<T> {

        boolean take(T pushed) throws InterruptedException;
    }

    private static <T> void take(HttpExchange exchange, String what, Class<T> type, Taker<T> taker)
            throws IOException, InterruptedException {
        try {
            byte[] body = exchange.getRequestBody().readNBytes(MOST_BODY_BYTES);
            boolean taken = exchange.getRequestMethod().equals("POST") && taker.take(JSON.readValue(body, type));
            send(exchange, taken ? 202 : 405, "text/plain", taken ? "" : "POST " + what + "s to the edge\n");
        } catch (JsonProcessingException | IllegalArgumentException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            send(
                    exchange,
                    400,
                    "application/problem+json",
                    JSON.writeValueAsString(Map.of(
                            "title", "not a " + what, "status", 400, "detail", String.valueOf(cause.getMessage()))));
        }
    }

    private static void send(HttpExchange exchange, int code, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
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
                    "<p>%d connections, %.1f MB sent, %.1f MB of it again, %d path failures; %d packets sent whole,"
                            + " %d dropped, %d received</p><p>flows: %s; %s</p>"
                            + "<table><tr><th>path<th>carrier<th>lane<th>RTT ms<th>Mbit/s<th>loss %%<th>under way kB<th>state</tr>",
                    session.connections(),
                    session.firstBytes() / 1e6,
                    session.copiedBytes() / 1e6,
                    session.failures(),
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
                + (links.outageForetold() ? ", an outage foretold" : "")
                + (links.historyKnows() ? "" : ", nothing foretold of any");
    }

    static String escape(String text) {
        return text.replaceAll("[^\\w .:-]", "_");
    }

    @Override
    public void close() {
        server.stop(0);
        executor.shutdown();
    }
}
