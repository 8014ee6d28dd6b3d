package dev.wayside.traceingest.mapping;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.util.List;

import dev.wayside.traceingest.row.JsonDocument;
import dev.wayside.traceingest.row.JsonLine;
import dev.wayside.traceingest.row.RowDraft;
import dev.wayside.traceingest.row.TraceIngestException;
import org.jspecify.annotations.Nullable;

/**
 * A reader of JSON with a mapping: one object a line, or one document with a list of records. It holds one record at a
 * time. In a document, the number of a record takes the place of its line. Used once.
 */
final class MappedJsonReader {

    private static final int BUFFER_CHARS = 1 << 16;

    private final LogContext context;
    private final NeighbourRows handler;
    private final RowDraft draft = new RowDraft();

    MappedJsonReader(LogContext context, NeighbourRows handler) {
        this.context = context;
        this.handler = handler;
    }

    /** True if a log with this start is a document rather than an object a line. */
    static boolean isDocument(String start, @Nullable ColumnMapping mapping) {
        return JsonDocument.isStart(start) || (mapping != null && mapping.records() != null);
    }

    void read(InputStream in) throws IOException {
        BufferedReader text = new BufferedReader(
                new InputStreamReader(in, new MappedForm(context.mapping()).charset()), BUFFER_CHARS);
        String start = JsonDocument.peek(text);
        ColumnMapping mapping = mapping(start);
        MappedReader.requireCarrier(mapping, context);
        JsonRecord rows = new JsonRecord(mapping, context, handler);
        if (isDocument(start, mapping)) {
            readDocument(text, mapping.records(), rows);
        } else {
            readLines(text, rows);
        }
    }

    private ColumnMapping mapping(String start) {
        ColumnMapping named = context.mapping();
        return named == null
                ? ShippedMappings.recognise(start)
                        .orElseThrow(() -> new TraceIngestException(
                                "line 1: no included mapping has its keys; name yours with --mapping"))
                : named;
    }

    private void readLines(BufferedReader text, JsonRecord rows) throws IOException {
        long lineNumber = 0;
        for (String line = text.readLine(); line != null; line = text.readLine()) {
            lineNumber++;
            if (Thread.currentThread().isInterrupted()) {
                return;
            }
            if (!line.isBlank()) {
                draft.begin(lineNumber);
                String place = "line " + lineNumber;
                JsonLine.read(
                        line.startsWith("\uFEFF") ? line.substring(1) : line,
                        draft,
                        (json, row) -> rows.read(json, row, place));
                draft.deliver(handler);
            }
        }
    }

    private void readDocument(BufferedReader text, @Nullable String path, JsonRecord rows) throws IOException {
        boolean found = JsonDocument.read(text, path == null ? List.of() : JsonPaths.steps(path), (json, number) -> {
            draft.begin(number);
            rows.read(json, draft, "record " + number);
            draft.deliver(handler);
        });
        if (!found) {
            throw new TraceIngestException("the document has no list at records: " + path + "; fix the mapping");
        }
    }
}
