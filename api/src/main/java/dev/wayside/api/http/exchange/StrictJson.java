package dev.wayside.api.http.exchange;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.cfg.MutableCoercionConfig;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.type.LogicalType;
import org.jspecify.annotations.Nullable;

/**
 * A reader of JSON that must be exactly what is expected, and a writer of JSON without absent fields. Its errors name
 * the field, line and column, in JSON's words and not in Java's.
 */
public final class StrictJson {

    /** Chosen: a message stays on a few lines. */
    private static final int MAX_QUOTE = 200;

    private static final Pattern SOURCE = Pattern.compile("\\[Source: .*?; line: (\\d+), column: (\\d+)]");
    private static final Pattern ADVICE = Pattern.compile("(: enable|, from) `[^`]*`( to allow)?");

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .withCoercionConfig(LogicalType.Textual, StrictJson::refuseScalars)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
            .build();

    private StrictJson() {}

    /**
     * Reads JSON strictly: unknown fields and wrong types are errors.
     *
     * @throws ProblemException if the bytes are not JSON, or not of this shape
     */
    public static <T> T read(byte[] json, Class<T> shape) {
        if (json.length == 0) {
            throw ProblemException.invalid("the body is empty; a JSON object is expected");
        }
        try {
            @Nullable T value = MAPPER.readValue(json, shape);
            if (value == null) {
                throw ProblemException.invalid("the body is null; a JSON object is expected");
            }
            return value;
        } catch (JsonProcessingException e) {
            throw ProblemException.invalid(describe(e));
        } catch (IOException e) {
            // Of bytes in memory only the characters can be unreadable: they look like UTF-32 and are not.
            throw ProblemException.invalid("the body is not JSON: its characters cannot be read; send UTF-8");
        }
    }

    public static byte[] write(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("responses are plain values", e);
        }
    }

    /** A number is no cell id: 7 and 7.0 would be different cells. */
    private static void refuseScalars(MutableCoercionConfig text) {
        text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
    }

    /** The object that {@link #write} writes. */
    public static ObjectNode toObject(Object value) {
        try {
            return (ObjectNode) MAPPER.readTree(write(value));
        } catch (IOException e) {
            throw new UncheckedIOException("what was written can be read", e);
        }
    }

    private static String describe(JsonProcessingException e) {
        if (e instanceof UnrecognizedPropertyException unknown) {
            return "unknown field " + field(unknown) + position(e) + known(unknown.getKnownPropertyIds());
        }
        if (e instanceof MismatchedInputException mismatch) {
            return field(mismatch) + " must be " + expected(mismatch) + position(e);
        }
        // What breaks inside a value arrives wrapped, together with the path to it.
        if (e instanceof JsonMappingException mapping && e.getCause() instanceof InputCoercionException) {
            return field(mapping) + " is a number out of range" + position(e);
        }
        String place = e instanceof JsonMappingException mapping ? " at " + field(mapping) : "";
        return "the body is not JSON" + place + position(e) + ": " + syntaxError(e);
    }

    /** The parser's message, without the names of its switches and classes, which a client cannot use. */
    private static String syntaxError(JsonProcessingException e) {
        String placed = SOURCE.matcher(e.getOriginalMessage()).replaceAll("line $1, column $2");
        return quote(ADVICE.matcher(placed).replaceAll(""));
    }

    private static String field(JsonMappingException e) {
        StringBuilder path = new StringBuilder();
        for (JsonMappingException.Reference step : e.getPath()) {
            if (step.getFieldName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.length() == 0 ? "" : ".").append(step.getFieldName());
            }
        }
        return path.length() == 0 ? "the body" : quote(path.toString());
    }

    private static String expected(MismatchedInputException e) {
        @Nullable Class<?> type = e.getTargetType();
        // An element of an array is reported as if it were the array itself.
        boolean isElement = !e.getPath().isEmpty()
                && e.getPath().get(e.getPath().size() - 1).getIndex() >= 0;
        return expected(type != null && type.isArray() && isElement ? type.getComponentType() : type);
    }

    private static String expected(@Nullable Class<?> type) {
        if (type == Integer.class || type == int.class) {
            return "a whole number";
        }
        if (type == Double.class || type == double.class) {
            return "a number";
        }
        if (type == String.class) {
            return "a string";
        }
        return type != null && (type.isArray() || List.class.isAssignableFrom(type)) ? "an array" : "an object";
    }

    private static String known(@Nullable Collection<Object> fields) {
        return fields == null
                ? ""
                : "; known are "
                        + String.join(
                                ", ",
                                fields.stream().map(String::valueOf).sorted().toList());
    }

    private static String position(JsonProcessingException e) {
        JsonLocation location = e.getLocation();
        return location == null ? "" : " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
    }

    private static String quote(String text) {
        return text.length() <= MAX_QUOTE ? text : text.substring(0, MAX_QUOTE) + "...";
    }
}
