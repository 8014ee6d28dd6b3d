package dev.wayside.api.http.ingest;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.wayside.api.http.exchange.ProblemException;
import dev.wayside.api.http.exchange.ProblemType;
import dev.wayside.api.http.exchange.QueryParameters;
import dev.wayside.kvstore.CellKey;
import dev.wayside.traceingest.format.LogFormat;
import dev.wayside.traceingest.format.LogReading;
import io.javalin.http.Context;
import org.jspecify.annotations.Nullable;

/**
 * The interpretation of a body, from the query and the Content-Type.
 *
 * @param reading what the query says
 * @param otherwise the format of a body that no format recognises; null to refuse it
 */
record BodyReading(LogReading reading, @Nullable LogFormat otherwise) {

    private static final String CSV = "text/csv";
    private static final Set<String> NDJSON = Set.of("application/x-ndjson", "application/ndjson");
    /** Types of bodies whose query explains them, next to those above. */
    private static final Set<String> EXPLAINED = Set.of("text/plain", "application/json");

    private static final String MAPPING = "mapping";
    private static final String FORMAT = "format";

    /**
     * The interpretation that a request asks for.
     *
     * @param others parameters of the call that say nothing of it
     * @throws ProblemException if the Content-Type or a parameter is wrong, or there is no such mapping
     */
    static BodyReading of(Context context, KnownMappings mappings, String... others) {
        QueryParameters.requireOnly(
                context,
                Stream.concat(Stream.of("carrier", FORMAT, MAPPING), Stream.of(others))
                        .toArray(String[]::new));
        LogReading asLogged = LogReading.AS_LOGGED.withCarrier(carrier(context));
        String mapping = context.queryParam(MAPPING);
        String format = context.queryParam(FORMAT);
        if (mapping != null && format != null) {
            throw ProblemException.invalid("mapping and format are both given; leave one out");
        }
        LogFormat otherwise = ofType(context, mapping != null || format != null);
        if (mapping != null) {
            return new BodyReading(asLogged.withMapping(mappings.find(mapping)), null);
        }
        return format == null
                ? new BodyReading(asLogged, otherwise)
                : new BodyReading(asLogged.withFormat(formatNamed(format)), null);
    }

    /** A body of NDJSON may begin with a bad line: that is not recognised, and read nevertheless. */
    private static @Nullable LogFormat ofType(Context context, boolean isExplained) {
        String type = context.contentType();
        String mediaType = type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (NDJSON.contains(mediaType)) {
            return LogFormat.NDJSON;
        }
        if (mediaType.equals(CSV) || (isExplained && EXPLAINED.contains(mediaType))) {
            return null;
        }
        throw new ProblemException(
                ProblemType.UNSUPPORTED_MEDIA_TYPE,
                "the Content-Type is " + (type == null ? "missing" : type)
                        + "; text/csv or application/x-ndjson is expected, and with ?mapping= or ?format= also"
                        + " text/plain or application/json");
    }

    private static LogFormat formatNamed(String name) {
        List<LogFormat> known = Stream.of(LogFormat.values())
                .filter(format -> format != LogFormat.MAPPED && format.isSelfContained())
                .toList();
        return known.stream()
                .filter(format -> format.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> ProblemException.invalid("format: a body is read as "
                        + known.stream().map(LogFormat::toString).collect(Collectors.joining(" or "))
                        + "; other logs are read with 'wayside ingest', or by their columns with ?mapping="));
    }

    /** The carrier of rows that may name none; null where all do. */
    private static @Nullable String carrier(Context context) {
        String carrier = context.queryParam("carrier");
        if (carrier == null) {
            return null;
        }
        try {
            return CellKey.named(carrier, "any").carrier();
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalid("carrier: " + e.getMessage());
        }
    }
}
