package dev.wayside.traceingest.mapping;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wayside.traceingest.row.TraceIngestException;

/**
 * A field of a mapping file; its errors name the file, the field and the remedy.
 *
 * @param mapping the name of the mapping or its file
 * @param path the field's place in the mapping, such as {@code time.pattern}; empty for the whole file
 * @param node its value
 */
record MappingField(String mapping, String path, JsonNode node) {

    MappingField at(String key) {
        return new MappingField(mapping, path.isEmpty() ? key : path + "." + key, node.path(key));
    }

    boolean has(String key) {
        return node.has(key);
    }

    boolean exists() {
        return !node.isMissingNode();
    }

    boolean isObject() {
        return node.isObject();
    }

    List<String> keys() {
        return node.properties().stream().map(entry -> entry.getKey()).toList();
    }

    String text() {
        if (!node.isValueNode() || node.isNull()) {
            throw wrong("missing or not a plain text; write it in quotes");
        }
        return node.asText();
    }

    /** One text, or a list of them, in their order; empty if the field is missing. */
    Set<String> texts() {
        Set<String> texts = new LinkedHashSet<>();
        if (node.isArray()) {
            node.forEach(element -> texts.add(new MappingField(mapping, path, element).text()));
        } else if (exists()) {
            texts.add(text());
        }
        return Collections.unmodifiableSet(texts);
    }

    /** The log's columns that the field names: one or several. */
    List<String> columns() {
        Set<String> columns = texts();
        if (columns.isEmpty()) {
            throw wrong("missing; name the log's column as its header does");
        }
        return List.copyOf(columns);
    }

    /** The one column of the log that the field names. */
    String column() {
        List<String> columns = columns();
        if (columns.size() > 1) {
            throw wrong("names several columns; name one");
        }
        return columns.get(0);
    }

    double number(double otherwise) {
        if (!exists()) {
            return otherwise;
        }
        double number = node.isNumber() ? node.asDouble() : Double.NaN;
        if (Double.isNaN(number)) {
            throw wrong("give one number");
        }
        return number;
    }

    /** A single character, or {@code otherwise} if the field is missing. */
    char character(char otherwise) {
        if (!exists()) {
            return otherwise;
        }
        String text = text();
        if (text.length() != 1) {
            throw wrong("give one character in quotes");
        }
        return text.charAt(0);
    }

    void requireKnown(Set<String> known) {
        for (String key : keys()) {
            if (!known.contains(key)) {
                throw at(key).wrong(
                                "no such field; use " + known.stream().sorted().collect(Collectors.joining(", ")));
            }
        }
    }

    TraceIngestException wrong(String what) {
        return new TraceIngestException(
                "mapping " + mapping + ": " + (path.isEmpty() ? "the file" : path) + ": " + what);
    }
}
