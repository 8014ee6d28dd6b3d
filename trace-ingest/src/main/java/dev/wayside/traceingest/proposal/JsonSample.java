package dev.wayside.traceingest.proposal;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.jspecify.annotations.Nullable;

/** The first records of a log of JSON: an object a line, or a document with a list of them. */
final class JsonSample {

    private static final ObjectMapper JSON = new ObjectMapper();
    /** Chosen: lists of a record are positions, or cells of which the first counts. */
    private static final int MAX_ELEMENTS = 3;

    private final List<Map<String, String>> records = new ArrayList<>();

    private JsonSample() {}

    static boolean isJson(String text) {
        return text.startsWith("{") || text.startsWith("[");
    }

    /** @param text the start of the log, which may end within a record */
    static LogSample read(String text) {
        JsonSample sample = new JsonSample();
        String path = sample.readLines(text) ? null : sample.readDocument(text);
        return new LogSample(List.of(), path, sample.columns(), List.of());
    }

    /** Reads an object a line; false if the text is a document. */
    private boolean readLines(String text) {
        List<String> lines = text.lines().filter(line -> !line.isBlank()).toList();
        if (lines.size() == 1 && listIn(lines.get(0)) != null) {
            return false;
        }
        for (String line : lines) {
            try {
                JsonNode record = JSON.readTree(line);
                if (record.isObject() && records.size() < LogSample.MAX_ROWS) {
                    add(record);
                }
            } catch (IOException e) {
                if (records.isEmpty()) {
                    return false;
                }
                // A damaged line; the reader counts it as rejected.
            }
        }
        return !records.isEmpty();
    }

    /** The path of the records; null if the document itself is their list, or they follow each other. */
    private @Nullable String readDocument(String text) {
        String path = listIn(text);
        try (JsonParser json = JSON.getFactory().createParser(text)) {
            boolean within = path == null || path.isEmpty();
            for (JsonToken token = json.nextToken();
                    token != null && records.size() < LogSample.MAX_ROWS;
                    token = json.nextToken()) {
                if (token == JsonToken.START_OBJECT && within) {
                    add(json.readValueAsTree());
                } else if (token == JsonToken.START_ARRAY
                        && !within
                        && pathOf(json).equals(path)) {
                    within = true;
                } else if (token == JsonToken.END_ARRAY && within) {
                    break;
                }
            }
        } catch (IOException e) {
            // The sample ends within a record.
        }
        return path == null || path.isEmpty() ? null : path;
    }

    /** The path of the first list of objects, outside of lists; empty if the document is one, null if there is none. */
    private static @Nullable String listIn(String text) {
        try (JsonParser json = JSON.getFactory().createParser(text)) {
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                if (token == JsonToken.START_ARRAY) {
                    String path = pathOf(json);
                    if (json.nextToken() == JsonToken.START_OBJECT) {
                        return path;
                    }
                    int depth = 1;
                    for (JsonToken inner = json.currentToken(); inner != null && depth > 0; inner = json.nextToken()) {
                        depth += inner.isStructStart() ? 1 : inner.isStructEnd() ? -1 : 0;
                        if (depth == 0) {
                            break;
                        }
                    }
                }
            }
        } catch (IOException e) {
            return null;
        }
        return null;
    }

    /** The keys above a list that has just begun. */
    private static String pathOf(JsonParser json) {
        Deque<String> keys = new ArrayDeque<>();
        for (var context = json.getParsingContext().getParent(); context != null; context = context.getParent()) {
            if (context.getCurrentName() != null) {
                keys.push(context.getCurrentName());
            }
        }
        return String.join(".", keys);
    }

    private void add(JsonNode record) {
        Map<String, String> values = new LinkedHashMap<>();
        flatten("", record, values);
        records.add(values);
    }

    private static void flatten(String path, JsonNode node, Map<String, String> into) {
        if (node.isObject()) {
            node.properties()
                    .forEach(entry ->
                            flatten(path + (path.isEmpty() ? "" : ".") + entry.getKey(), entry.getValue(), into));
        } else if (node.isArray()) {
            for (int i = 0; i < Math.min(node.size(), MAX_ELEMENTS); i++) {
                flatten(path + "[" + i + "]", node.get(i), into);
            }
        } else {
            into.put(path, node.isNull() ? "" : node.asText().strip());
        }
    }

    private List<SampledColumn> columns() {
        Map<String, List<String>> columns = new LinkedHashMap<>();
        records.forEach(record -> record.keySet().forEach(path -> columns.put(path, new ArrayList<>())));
        for (Map<String, String> record : records) {
            columns.forEach((path, values) -> values.add(record.getOrDefault(path, "")));
        }
        return columns.entrySet().stream()
                .map(column -> SampledColumn.of(column.getKey(), column.getValue()))
                .toList();
    }
}
