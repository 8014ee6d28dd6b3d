package dev.wayside.api.blackbox;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** The other end of a stream. */
final class Vehicle implements WebSocket.Listener, AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    final WebSocket socket;
    private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
    /** The code it was closed with. */
    final BlockingQueue<Integer> closed = new LinkedBlockingQueue<>();

    private final StringBuilder parts = new StringBuilder();

    Vehicle(RunningService service, String... headers) {
        this(service, List.of(), headers);
    }

    private Vehicle(RunningService service, List<String> protocols, String... headers) {
        WebSocket.Builder builder = HttpClient.newHttpClient().newWebSocketBuilder();
        if (!protocols.isEmpty()) {
            builder.subprotocols(
                    protocols.get(0), protocols.subList(1, protocols.size()).toArray(String[]::new));
        }
        for (int i = 0; i < headers.length; i += 2) {
            builder.header(headers[i], headers[i + 1]);
        }
        socket = builder.buildAsync(URI.create("ws://127.0.0.1:" + service.service.port() + "/v1/stream"), this)
                .join();
    }

    /** As a page of the dashboard would, with subprotocols. */
    static Vehicle offering(RunningService service, String... protocols) {
        return new Vehicle(service, List.of(protocols));
    }

    Vehicle send(String carrier, String cell, String samples) {
        return send("{\"carrier\":\"" + carrier + "\",\"cell\":\"" + cell + "\",\"rsrpDbm\":[" + samples + "]}");
    }

    Vehicle send(String message) {
        socket.sendText(message, true).join();
        return this;
    }

    /** Sends to a service that may have closed the stream. */
    void trySend(String message) {
        socket.sendText(message, true).exceptionally(closed -> socket).join();
    }

    void awaitAnswerOrClose() throws Exception {
        Eventually.await("an answer, or the end of the stream", () -> !messages.isEmpty() || !closed.isEmpty());
        messages.clear();
    }

    JsonNode prediction() throws IOException, InterruptedException {
        return next().get("prediction");
    }

    JsonNode next() throws IOException, InterruptedException {
        String message = messages.take();
        Contract.requireValid("/components/schemas/StreamMessage", message);
        return JSON.readTree(message);
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        parts.append(data);
        if (last) {
            messages.add(parts.toString());
            parts.setLength(0);
        }
        from.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int statusCode, String reason) {
        closed.add(statusCode);
        return null;
    }

    @Override
    public void close() {
        socket.abort();
    }
}
