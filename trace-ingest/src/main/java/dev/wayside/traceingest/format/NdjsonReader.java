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
import dev.wayside.traceingest.row.GeoJson;
import dev.wayside.traceingest.row.JsonDocument;
import dev.wayside.traceingest.row.JsonLine;
import dev.wayside.traceingest.row.OtherCells;
import dev.wayside.traceingest.row.Rejection;
import dev.wayside.traceingest.row.RowDraft;
import dev.wayside.traceingest.row.RowHandler;
import dev.wayside.traceingest.row.RowReader;
import dev.wayside.traceingest.row.TraceIngestException;
import org.jspecify.annotations.Nullable;

/**
 * A reader of JSON with the CSV's column names as keys: an object a line, or a document that is a list of objects. In a
 * document, the number of a record takes the place of its line. Unknown keys are ignored.
 */
final class NdjsonReader implements RowReader {

    private static final List<String> MARKS = OtherCells.keysNextTo("");

    private final ReadingContext context;
    private final CanonicalTime time;
    private final Set<CanonicalColumn> found = EnumSet.noneOf(CanonicalColumn.class);
    private final FieldText field = new FieldText();
    private final OtherCells otherCells = OtherCells.in(MARKS, mark -> false);
    /** The keys of the first object; null from the second on. */
    private @Nullable List<String> firstKeys = new ArrayList<>();

    NdjsonReader(ReadingContext context) {
        this.context = context;
        this.time = new CanonicalTime(context.localTimes());
    }

    /** True for the start of objects that no included mapping reads, and that are not GeoJSON. */
    static boolean isFirstLine(String line) {
        return (line.startsWith("{") || line.startsWith("[")) && !GeoJson.startsWith(line);
    }

    @Override
    public void read(InputStream in, RowHandler handler) throws IOException {
        BufferedReader text = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8), 1 << 16);
        if (JsonDocument.isStart(JsonDocument.peek(text))) {
            readDocument(text, handler);
        } else {
            readLines(text, handler);
        }
    }

    private void readDocument(BufferedReader text, RowHandler handler) throws IOException {
        RowDraft draft = new RowDraft();
        JsonDocument.read(text, List.of(), (json, number) -> {
            begin(draft, number);
            if (json.currentToken() == JsonToken.START_OBJECT) {
                readMembers(json, draft);
            } else {
                json.skipChildren();
                draft.reject(Rejection.LINE_MALFORMED, "not a JSON object");
            }
            leaveOutOtherCells(draft);
            requireTime("record " + number, draft);
            draft.deliver(handler);
        });
    }

    private void readLines(BufferedReader lines, RowHandler handler) throws IOException {
        RowDraft draft = new RowDraft();
        long lineNumber = 0;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            lineNumber++;
            if (Thread.currentThread().isInterrupted()) {
                return;
            }
            if (!line.isBlank()) {
                begin(draft, lineNumber);
                JsonLine.read(line, draft, this::readMembers);
                leaveOutOtherCells(draft);
                requireTime("line " + lineNumber, draft);
                draft.deliver(handler);
            }
        }
    }

    private void begin(RowDraft draft, long number) {
        draft.begin(number);
        found.clear();
        if (context.carrier() != null) {
            draft.carrier(context.carrier());
        }
    }

    private void leaveOutOtherCells(RowDraft draft) {
        otherCells.leaveOut(draft, context.notes()::add, CanonicalRowParser.ALL_ROWS);
    }

    private void readMembers(JsonParser json, RowDraft draft) throws IOException {
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            if (firstKeys != null) {
                firstKeys.add(name);
            }
            json.nextToken();
            readValue(name, json, draft);
        }
    }

    /** The first object shows whether the log has Wayside's keys at all. */
    private void requireTime(String place, RowDraft draft) {
        if (firstKeys == null) {
            return;
        }
        if (draft.isRejected()) {
            firstKeys.clear();
            return;
        }
        if (firstKeys.stream().noneMatch(CanonicalColumn.TIME.columnName()::equalsIgnoreCase)) {
            throw new TraceIngestException(place + " has no key time; its keys are " + String.join(", ", firstKeys)
                    + "; name a mapping for them with --mapping");
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
        } else if (column.isEmpty()) {
            readMark(name, json);
        }
    }

    private void readMark(String name, JsonParser json) throws IOException {
        int mark = MARKS.indexOf(name);
        if (mark >= 0) {
            field.set(json.getTextCharacters(), json.getTextOffset(), json.getTextLength());
            otherCells.field(mark, field);
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
