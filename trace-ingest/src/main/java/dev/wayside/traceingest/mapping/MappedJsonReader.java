package dev.wayside.traceingest.mapping;

import java.io.BufferedReader;
import java.io.CharArrayReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.util.List;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.wayside.traceingest.row.FirstLine;
import dev.wayside.traceingest.row.JsonLine;
import dev.wayside.traceingest.row.RowDraft;
import dev.wayside.traceingest.row.TraceIngestException;
import org.jspecify.annotations.Nullable;

/**
 * A reader of JSON with a mapping: one object a line, or one document with a list of records. It holds one record at a
 * time. In a document, the number of a record takes the place of its line. Used once.
 */
final class MappedJsonReader {

    private static final JsonFactory JSON = new JsonFactory();
    private static final int BUFFER_CHARS = 1 << 16;

    private final LogContext context;
    private final NeighbourRows handler;
    private final RowDraft draft = new RowDraft();
    private @Nullable JsonRecord rows;

    MappedJsonReader(LogContext context, NeighbourRows handler) {
        this.context = context;
        this.handler = handler;
    }

    /** True if a log with this first line is a document rather than an object a line. */
    static boolean isDocument(String firstLine, @Nullable ColumnMapping mapping) {
        String start = firstLine.strip();
        return start.startsWith("[") || start.equals("{") || (mapping != null && mapping.records() != null);
    }

    void read(InputStream in) throws IOException {
        ColumnMapping mapping = context.mapping();
        BufferedReader text =
                new BufferedReader(new InputStreamReader(in, new MappedForm(mapping).charset()), BUFFER_CHARS);
        text.mark(BUFFER_CHARS);
        // A document may be one line of any length: only its start is needed here.
        char[] start = new char[BUFFER_CHARS];
        int count = Math.max(0, text.read(start, 0, BUFFER_CHARS));
        text.reset();
        String firstLine = FirstLine.read(new BufferedReader(new CharArrayReader(start, 0, count)))
                .text();
        if (isDocument(firstLine, mapping)) {
            skipByteOrderMark(text);
            readDocument(JSON.createParser(text), mapping == null ? null : mapping.records());
        } else {
            readLines(text);
        }
    }

    private static void skipByteOrderMark(BufferedReader text) throws IOException {
        text.mark(1);
        if (text.read() != '\uFEFF') {
            text.reset();
        }
    }

    private void readLines(BufferedReader text) throws IOException {
        long lineNumber = 0;
        for (String line = text.readLine(); line != null; line = text.readLine()) {
            lineNumber++;
            if (Thread.currentThread().isInterrupted()) {
                return;
            }
            if (!line.isBlank()) {
                draft.begin(lineNumber);
                readLine(line.startsWith("\uFEFF") ? line.substring(1) : line, lineNumber);
                draft.deliver(handler);
            }
        }
    }

    private void readLine(String line, long lineNumber) throws IOException {
        JsonLine.read(line, draft, (json, row) -> rows(line).read(json, row, "line " + lineNumber));
    }

    private void readDocument(JsonParser json, @Nullable String path) throws IOException {
        List<String> steps = path == null ? List.of() : JsonPaths.steps(path);
        long number = 0;
        boolean found = false;
        for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
            if (!descend(json, steps)) {
                continue;
            }
            found = true;
            boolean list = json.currentToken() == JsonToken.START_ARRAY;
            JsonToken record = list ? json.nextToken() : json.currentToken();
            while (record != null && record.isStructStart()) {
                if (Thread.currentThread().isInterrupted()) {
                    return;
                }
                number++;
                draft.begin(number);
                rows("").read(json, draft, "record " + number);
                draft.deliver(handler);
                record = list ? json.nextToken() : null;
            }
            if (list && record != JsonToken.END_ARRAY) {
                throw new TraceIngestException(
                        "record " + (number + 1) + " is not an object; point records: at a list" + " of objects");
            }
        }
        if (!found) {
            throw new TraceIngestException("the document has no list at records: " + path + "; fix the mapping");
        }
    }

    /** Moves from the start of a document to the value at a path; false if there is none. */
    private static boolean descend(JsonParser json, List<String> steps) throws IOException {
        int depth = 0;
        while (depth < steps.size()) {
            if (json.currentToken() != JsonToken.START_OBJECT) {
                return false;
            }
            boolean entered = false;
            for (JsonToken token = json.nextToken(); token == JsonToken.FIELD_NAME; token = json.nextToken()) {
                boolean wanted = json.currentName().equals(steps.get(depth));
                json.nextToken();
                if (wanted) {
                    entered = true;
                    break;
                }
                json.skipChildren();
            }
            if (!entered) {
                return false;
            }
            depth++;
        }
        return json.currentToken().isStructStart();
    }

    /** The reader of records, which knows the mapping from the first of them on. */
    private JsonRecord rows(String firstObject) {
        if (rows == null) {
            ColumnMapping mapping = context.mapping();
            if (mapping == null) {
                mapping = ShippedMappings.fitting(JsonPaths.in(firstObject))
                        .orElseThrow(() -> new TraceIngestException(
                                "line 1: no included mapping has its keys; name yours with --mapping"));
            }
            MappedReader.requireCarrier(mapping, context);
            rows = new JsonRecord(mapping, context, handler);
        }
        return rows;
    }
}
