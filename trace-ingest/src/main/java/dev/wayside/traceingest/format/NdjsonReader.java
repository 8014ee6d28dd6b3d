package dev.wayside.traceingest.format;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.wayside.traceingest.row.FieldText;
import dev.wayside.traceingest.row.JsonLine;
import dev.wayside.traceingest.row.Rejection;
import dev.wayside.traceingest.row.RowDraft;
import dev.wayside.traceingest.row.RowHandler;
import dev.wayside.traceingest.row.RowReader;
import dev.wayside.traceingest.row.TraceIngestException;
import org.jspecify.annotations.Nullable;

/** A reader of one JSON object a line, with the CSV's column names as keys. Unknown keys are ignored. */
final class NdjsonReader implements RowReader {

    private final ReadingContext context;
    private final CanonicalTime time;
    private final Set<CanonicalColumn> found = EnumSet.noneOf(CanonicalColumn.class);
    private final FieldText field = new FieldText();
    /** The keys of the first object; null from the second on. */
    private @Nullable List<String> firstKeys = new ArrayList<>();

    NdjsonReader(ReadingContext context) {
        this.context = context;
        this.time = new CanonicalTime(context.localTimes());
    }

    /** True for an object that does not look like a document of another format. No included mapping reads it. */
    static boolean isFirstLine(String line) {
        return line.startsWith("{") && line.strip().length() > 1 && !line.contains("\"FeatureCollection\"");
    }

    @Override
    public void read(InputStream in, RowHandler handler) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8), 1 << 16);
        RowDraft draft = new RowDraft();
        long lineNumber = 0;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            lineNumber++;
            if (Thread.currentThread().isInterrupted()) {
                return;
            }
            if (!line.isBlank()) {
                draft.begin(lineNumber);
                readObject(line, draft);
                requireTime(lineNumber, draft);
                draft.deliver(handler);
            }
        }
    }

    private void readObject(String line, RowDraft draft) throws IOException {
        found.clear();
        if (context.carrier() != null) {
            draft.carrier(context.carrier());
        }
        JsonLine.read(line, draft, this::readMembers);
    }

    private void readMembers(JsonParser json, RowDraft draft) throws IOException {
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            if (firstKeys != null && !context.isOfRows()) {
                firstKeys.add(name);
            }
            json.nextToken();
            readValue(name, json, draft);
        }
    }

    /** The first object shows whether the log has Wayside's keys at all. */
    private void requireTime(long lineNumber, RowDraft draft) {
        if (firstKeys == null || context.isOfRows()) {
            return;
        }
        if (draft.isRejected()) {
            firstKeys.clear();
            return;
        }
        if (firstKeys.stream().noneMatch(CanonicalColumn.TIME.columnName()::equalsIgnoreCase)) {
            throw new TraceIngestException("line " + lineNumber + " has no key time; its keys are "
                    + String.join(", ", firstKeys) + "; name a mapping for them with --mapping");
        }
        firstKeys = null;
    }

    private void readValue(String name, JsonParser json, RowDraft draft) throws IOException {
        Optional<CanonicalColumn> column = CanonicalColumn.find(name);
        if (json.currentToken().isStructStart()) {
            json.skipChildren();
            column.ifPresent(known -> draft.reject(Rejection.VALUE_UNREADABLE, name + " is not a plain value"));
        } else if (column.isPresent() && !found.add(column.get())) {
            draft.reject(Rejection.LINE_MALFORMED, "two keys " + name);
        } else if (column.isPresent() && json.currentToken() != JsonToken.VALUE_NULL) {
            readColumn(column.get(), json, draft);
        }
    }

    private void readColumn(CanonicalColumn column, JsonParser json, RowDraft draft) throws IOException {
        String text = json.getText();
        switch (column) {
            case TIME -> readTime(text, draft);
            case CARRIER -> carrier(text, draft);
            case CELL -> draft.cell(text);
            case TRACE -> draft.trace(text);
            case EVENT -> CanonicalRowParser.event(text, draft);
            default -> {
                field.set(json.getTextCharacters(), json.getTextOffset(), json.getTextLength());
                if (!field.isEmpty()) {
                    CanonicalRowParser.number(column, field, draft);
                }
            }
        }
    }

    private void carrier(String text, RowDraft draft) {
        if (context.carrier() == null) {
            draft.carrier(text);
        }
    }

    private void readTime(String text, RowDraft draft) {
        field.set(text.toCharArray(), 0, text.length());
        time.read(field, draft);
    }
}
