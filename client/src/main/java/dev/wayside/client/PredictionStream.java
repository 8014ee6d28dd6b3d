package dev.wayside.client;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** The streaming connection of one vehicle, for all its carriers. Thread-safe. */
public final class PredictionStream implements AutoCloseable {

    private final WebSocket socket;
    private CompletableFuture<?> sent = CompletableFuture.completedFuture(null);

    private PredictionStream(WebSocket socket) {
        this.socket = socket;
    }

    static CompletableFuture<PredictionStream> open(
            HttpClient http, URI stream, Optional<String> token, StreamListener listener) {
        WebSocket.Builder builder = http.newWebSocketBuilder();
        token.ifPresent(text -> builder.header("Authorization", "Bearer " + text));
        URI asWebSocket = URI.create(stream.toString().replaceFirst("^http", "ws"));
        return builder.buildAsync(asWebSocket, new Messages(listener)).thenApply(PredictionStream::new);
    }

    /**
     * Sends samples that are new since the last of this carrier; another cell starts a new series. Returns at once;
     * samples go out in the order in which they were sent.
     *
     * @return done when they are on their way
     */
    public CompletableFuture<?> send(CarrierObservation observation) {
        return send(ObservationJson.ofStream(observation));
    }

    /**
     * Sends rows of an open trip. Returns at once; {@link StreamListener#acknowledged} tells when they are stored for
     * good. After the end of a stream, send those that were not acknowledged again, along another.
     *
     * @param after number of the trip's row before the first of them
     * @param rows up to 1,000 objects of JSON with the names of the columns
     * @return done when they are on their way
     * @throws IllegalArgumentException if a row is not JSON
     */
    public CompletableFuture<?> sendRows(String trip, int after, List<String> rows) {
        ObjectNode message =
                ObservationJson.MAPPER.createObjectNode().put("trip", trip).put("after", after);
        ArrayNode list = message.putArray("rows");
        for (String row : rows) {
            try {
                list.add(ObservationJson.MAPPER.readTree(row));
            } catch (JsonProcessingException e) {
                throw new IllegalArgumentException("a row is not JSON: " + e.getOriginalMessage(), e);
            }
        }
        return send(message);
    }

    private synchronized CompletableFuture<?> send(ObjectNode message) {
        String text = message.toString();
        sent = sent.thenCompose(before -> socket.sendText(text, true));
        return sent;
    }

    /** Ends the connection. */
    @Override
    public void close() {
        socket.abort();
    }

    /** Puts messages together and passes them on. */
    private static final class Messages implements WebSocket.Listener {

        private final StreamListener listener;
        private final StringBuilder parts = new StringBuilder();

        private Messages(StreamListener listener) {
            this.listener = listener;
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            parts.append(data);
            if (last) {
                String message = parts.toString();
                parts.setLength(0);
                pass(message);
            }
            from.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket from, int statusCode, String reason) {
            listener.ended("closed by the service: " + statusCode + " " + reason);
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable failure) {
            listener.ended(String.valueOf(failure.getMessage()));
        }

        private void pass(String text) {
            try {
                JsonNode message = ObservationJson.MAPPER.readTree(text);
                JsonNode acknowledged = message.path("acknowledged");
                if (acknowledged.isObject()) {
                    listener.acknowledged(
                            acknowledged.path("trip").asText(),
                            acknowledged.path("rows").asInt());
                } else if (message.has("prediction")) {
                    listener.predicted(CarrierPrediction.of(message.get("prediction")));
                } else {
                    listener.refused(message.at("/problem/detail").asText());
                }
            } catch (JsonProcessingException e) {
                listener.refused("the service sent a message that is not JSON: " + e.getOriginalMessage());
            }
        }
    }
}
