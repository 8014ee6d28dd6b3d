package dev.wayside.client;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The explanation of the rows that are sent to a service: their format or mapping, and their carrier. Immutable. */
public final class BodyFormat {

    /** CSV that the service recognises by its header. */
    public static final BodyFormat CSV = new BodyFormat("text/csv", Optional.empty(), Optional.empty());

    /** Wayside's own names, one JSON object a line. */
    public static final BodyFormat NDJSON = new BodyFormat("application/x-ndjson", Optional.empty(), Optional.empty());

    private final String contentType;
    private final Optional<String> query;
    private final Optional<String> carrier;

    private BodyFormat(String contentType, Optional<String> query, Optional<String> carrier) {
        this.contentType = contentType;
        this.query = query;
        this.carrier = carrier;
    }

    /**
     * Delimited text or JSON that a mapping explains.
     *
     * @param name of a mapping that is included in Wayside, or was sent with {@link WaysideClient#putMapping}
     */
    public static BodyFormat mapped(String name) {
        return new BodyFormat("text/plain", Optional.of(parameter("mapping", name)), Optional.empty());
    }

    /**
     * Text of a format that is named instead of recognised.
     *
     * @param name as in {@code wayside ingest --format}
     */
    public static BodyFormat named(String name) {
        return new BodyFormat("text/plain", Optional.of(parameter("format", name)), Optional.empty());
    }

    /** This format for rows of one carrier, whatever they name. */
    public BodyFormat withCarrier(String name) {
        return new BodyFormat(contentType, query, Optional.of(parameter("carrier", name)));
    }

    String contentType() {
        return contentType;
    }

    /** The parameters of the call, with their question mark; empty if there are none. */
    String query() {
        String parameters = Stream.concat(query.stream(), carrier.stream()).collect(Collectors.joining("&"));
        return parameters.isEmpty() ? "" : "?" + parameters;
    }

    private static String parameter(String name, String value) {
        return name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
