package dev.wayside.relay.status;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.wayside.relay.feed.PushedForecast;
import dev.wayside.relay.feed.PushedSignal;
import dev.wayside.relay.run.RunningRelay;

/** The HTTP server of a relay: page, status as JSON, metrics, health, contexts, and calls that change the relay. */
public final class StatusServer implements AutoCloseable {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    private static final String JSON_TYPE = "application/json";
    private static final String PROBLEM_TYPE = "application/problem+json";

    /** Chosen: some slow clients leave threads for the others. */
    private static final int THREADS = 8;
    /** Chosen: a request takes milliseconds, and a monitor that waits longer reports an outage anyway. */
    private static final int REQUEST_SECONDS = 5;
    /** Chosen: twice the threads. */
    private static final int BACKLOG = 16;

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
            return HttpServer.create(address, BACKLOG);
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

    /** Reports the relay as not ready, though alive, from now on. */
    public void drain() {
        draining = true;
    }

    /** Reports the relay as ready only while interception has no fault. */
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
            case "/contexts/forecast" -> accept(exchange, "forecast", PushedForecast.class, relay::accept);
            case "/contexts/signal" -> accept(exchange, "signal", PushedSignal.class, relay::accept);
            case "/paths" -> answerPaths(exchange);
            case "/policy" -> answerPolicy(exchange);
            case "/reload" -> answerReload(exchange);
            default -> show(exchange);
        }
    }

    /** Answers what only reads. */
    private void show(HttpExchange exchange) throws IOException, InterruptedException {
        if (!exchange.getRequestMethod().equals("GET") && !isHead(exchange)) {
            exchange.getResponseHeaders().set("Allow", "GET, HEAD");
            sendProblem(exchange, 405, "GET or HEAD");
            return;
        }
        switch (exchange.getRequestURI().getPath()) {
            case "/" -> send(exchange, 200, "text/html; charset=utf-8", page());
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

    private String page() throws InterruptedException {
        Html page = new Html("Wayside relay");
        relay.status().forEach(session -> SessionPage.add(page, session));
        ReloadPage.add(page, relay.reloads());
        ConnectionTable.add(page, relay.connections());
        relay.contexts().ifPresent(contexts -> ContextPage.add(page, contexts));
        return page.toString();
    }

    /** Asks for something that only the relay's own loop can answer: with a loop that hangs, the request times out. */
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

    /** A consumer of contexts that other programs push; false if this relay accepts none. */
    @FunctionalInterface
    private interface Receiver<T> {

        boolean accept(T pushed) throws InterruptedException;
    }

    private static <T> void accept(HttpExchange exchange, String what, Class<T> type, Receiver<T> receiver)
            throws IOException, InterruptedException {
        if (!OwnMachine.sent(exchange)) {
            sendProblem(exchange, 403, what + "s are accepted from the relay's own machine only");
            return;
        }
        try {
            boolean accepted =
                    exchange.getRequestMethod().equals("POST") && receiver.accept(JsonBody.read(exchange, JSON, type));
            send(exchange, accepted ? 202 : 405, "text/plain", accepted ? "" : "POST " + what + "s to the edge\n");
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

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }
}
