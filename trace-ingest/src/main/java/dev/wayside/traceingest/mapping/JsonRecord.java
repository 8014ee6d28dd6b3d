package dev.wayside.traceingest.mapping;

import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.wayside.traceingest.row.FieldText;
import dev.wayside.traceingest.row.OtherCells;
import dev.wayside.traceingest.row.Rejection;
import dev.wayside.traceingest.row.RowDraft;
import dev.wayside.traceingest.row.TraceIngestException;
import org.jspecify.annotations.Nullable;

/** A JSON record as a row: the values at the paths that a mapping names. Reused from record to record. */
final class JsonRecord {

    /** Chosen: enough for the message, and bounded for a hostile record. */
    private static final int MAX_KEYS = 100;

    private final ColumnMapping mapping;
    private final List<String> names;
    private final int namedCount;
    private final JsonPaths paths;
    private final MappedRowParser parser;
    private final FieldText text = new FieldText();
    private final BitSet seen = new BitSet();
    /** The first keys of the first record, for the message if it is not of the mapping; not collected later. */
    private final List<String> keys = new ArrayList<>();

    private boolean first = true;
    private boolean timed;

    JsonRecord(ColumnMapping mapping, LogContext context, NeighbourRows neighbours) {
        this.mapping = mapping;
        this.names = new ArrayList<>(mapping.named());
        this.namedCount = names.size();
        if (!mapping.rows().given()) {
            addMarks(mapping);
        }
        this.paths = JsonPaths.of(names);
        this.parser = new MappedRowParser(mapping, names, context, neighbours);
    }

    private void addMarks(ColumnMapping mapping) {
        MappedColumn cell = mapping.columns().get(MappedTarget.CELL);
        if (cell != null && !cell.source().columns().isEmpty()) {
            OtherCells.keysNextTo(cell.source().columns().get(0)).stream()
                    .filter(key -> !names.contains(key))
                    .forEach(names::add);
        }
    }

    /**
     * Reads a record into a row.
     *
     * @param json at the start of an object or list; afterwards at its end
     * @param place the record's place for messages
     * @throws TraceIngestException if the first record that the mapping's filter keeps has no time
     */
    void read(JsonParser json, RowDraft draft, String place) throws IOException {
        keys.clear();
        timed = false;
        seen.clear();
        walk(json, paths, draft, true);
        parser.complete(draft);
        if (first && !draft.isLeftOut()) {
            if (!timed) {
                String key = mapping.time().from().get(0);
                throw new TraceIngestException(place + " has no key " + key + "; its keys are "
                        + String.join(", ", keys) + "; fix the mapping " + mapping.name());
            }
            first = false;
        }
    }

    private void walk(JsonParser json, JsonPaths node, RowDraft draft, boolean top) throws IOException {
        boolean list = json.currentToken() == JsonToken.START_ARRAY;
        int index = 0;
        for (JsonToken token = json.nextToken(); token != null && !token.isStructEnd(); token = json.nextToken()) {
            if (top && first && keys.size() < MAX_KEYS) {
                keys.add(list ? "[" + index + "]" : json.currentName());
            }
            JsonPaths child = list ? node.element(index++) : node.child(json.currentName());
            value(json, list ? token : json.nextToken(), child, draft);
        }
    }

    private void value(JsonParser json, JsonToken token, @Nullable JsonPaths node, RowDraft draft) throws IOException {
        if (token.isStructStart()) {
            if (node == null) {
                json.skipChildren();
            } else if (node.isLeaf() && node.position() >= namedCount) {
                json.skipChildren();
            } else if (node.isLeaf()) {
                draft.reject(Rejection.VALUE_UNREADABLE, names.get(node.position()) + " is not a plain value");
                json.skipChildren();
            } else {
                walk(json, node, draft, false);
            }
        } else if (node != null && node.position() != JsonPaths.NONE && token != JsonToken.VALUE_NULL) {
            text.set(json.getTextCharacters(), json.getTextOffset(), json.getTextLength());
            String name = names.get(node.position());
            timed |= name.equals(mapping.time().from().get(0));
            if (seen.get(node.position())) {
                draft.reject(Rejection.LINE_MALFORMED, "two keys " + name);
            }
            seen.set(node.position());
            parser.field(node.position(), text, draft);
        }
    }
}
