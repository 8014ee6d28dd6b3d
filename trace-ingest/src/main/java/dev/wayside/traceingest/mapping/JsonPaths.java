package dev.wayside.traceingest.mapping;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.wayside.traceingest.row.JsonDocument;
import org.jspecify.annotations.Nullable;

/** Paths of values in JSON records, such as {@code data.eci} and {@code geometry.coordinates[0]}, as a tree. */
final class JsonPaths {

    static final int NONE = -1;

    private static final JsonFactory JSON = new JsonFactory();
    private static final Pattern STEP = Pattern.compile("([^.\\[\\]]+)|\\[(\\d+)]");

    private final Map<String, JsonPaths> children = new HashMap<>();
    private int position = NONE;

    private JsonPaths() {}

    /** The tree of these paths; each value has its path's position in the list. */
    static JsonPaths of(List<String> paths) {
        JsonPaths root = new JsonPaths();
        for (int i = 0; i < paths.size(); i++) {
            JsonPaths node = root;
            for (String step : steps(paths.get(i))) {
                node = node.children.computeIfAbsent(step, key -> new JsonPaths());
            }
            node.position = i;
        }
        return root;
    }

    /** The keys of a path, and the numbers of list elements. */
    static List<String> steps(String path) {
        List<String> steps = new ArrayList<>();
        Matcher step = STEP.matcher(path);
        while (step.find()) {
            steps.add(step.group());
        }
        return steps;
    }

    static boolean isStart(int firstCharacter) {
        return firstCharacter == '{' || firstCharacter == '[';
    }

    /** The place of a key; null if no path goes there. A key may hold points itself. */
    @Nullable
    JsonPaths child(String key) {
        JsonPaths child = children.get(key);
        if (child != null || key.indexOf('.') < 0) {
            return child;
        }
        JsonPaths node = this;
        for (String step : steps(key)) {
            node = node == null ? null : node.children.get(step);
        }
        return node;
    }

    /** The place of a list's element; null if no path goes there. */
    @Nullable
    JsonPaths element(int index) {
        return children.isEmpty() ? null : children.get("[" + index + "]");
    }

    boolean isLeaf() {
        return children.isEmpty();
    }

    /** The position of the path that ends here; {@link #NONE} if none does. */
    int position() {
        return position;
    }

    /**
     * The paths of all values of a log's first record, as far as it can be read; empty if it is not an object.
     *
     * @param records the path of the records in a document; null if they are its lines, or the document is a list
     */
    static List<String> inFirst(String start, @Nullable String records) {
        Set<String> paths = new LinkedHashSet<>();
        try (JsonParser json = JSON.createParser(start)) {
            json.nextToken();
            if (JsonDocument.descend(json, records == null ? List.of() : steps(records))) {
                if (json.currentToken() == JsonToken.START_ARRAY) {
                    json.nextToken();
                }
                if (json.currentToken() == JsonToken.START_OBJECT) {
                    collect(json, "", paths);
                }
            }
        } catch (IOException e) {
            // A cut or damaged object has the paths that came before.
        }
        return List.copyOf(paths);
    }

    private static void collect(JsonParser json, String path, Set<String> paths) throws IOException {
        boolean list = json.currentToken() == JsonToken.START_ARRAY;
        int index = 0;
        for (JsonToken token = json.nextToken(); token != null && !token.isStructEnd(); token = json.nextToken()) {
            String at = list ? path + "[" + index++ + "]" : path + (path.isEmpty() ? "" : ".") + json.currentName();
            JsonToken value = list ? token : json.nextToken();
            if (value != null && value.isStructStart()) {
                collect(json, at, paths);
            } else {
                paths.add(at);
            }
        }
    }
}
