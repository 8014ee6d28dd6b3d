package dev.wayside.relay.status;

import java.io.IOException;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;

/** The body of a request. */
final class JsonBody {

    /** Chosen: a hundred times the longest body. */
    private static final int MAX_BYTES = 65_536;

    private JsonBody() {}

    /**
     * Reads the body.
     *
     * @throws IllegalArgumentException if it does not fit the type; names the fault
     */
    static <T> T read(HttpExchange exchange, ObjectMapper json, Class<T> type) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(MAX_BYTES);
        try {
            // Jackson makes a null of "null".
            return Optional.ofNullable(json.readValue(body, type))
                    .orElseThrow(() -> new IllegalArgumentException("the body is null: an object is expected"));
        } catch (JsonProcessingException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new IllegalArgumentException(String.valueOf(cause.getMessage()), e);
        }
    }
}
