package dev.wayside.traceingest.row;

import java.io.IOException;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;

/** A line of a log that is one JSON object. Bad JSON rejects the row, and costs this line only. */
public final class JsonLine {

    private static final JsonFactory JSON = new JsonFactory();

    private JsonLine() {}

    /** Reads a line into a row, or rejects the row. */
    public static void read(String line, RowDraft draft, Members members) throws IOException {
        try (JsonParser json = JSON.createParser(line)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                draft.reject(Rejection.LINE_MALFORMED, "not a JSON object");
                return;
            }
            members.read(json, draft);
            if (json.nextToken() != null) {
                draft.reject(Rejection.LINE_MALFORMED, "text after the object");
            }
        } catch (StreamConstraintsException e) {
            // Nested a thousand deep, or a number of a thousand digits: a bad line, not a damaged log.
            draft.reject(Rejection.LINE_MALFORMED, "not a plain JSON object");
        } catch (JsonParseException e) {
            draft.reject(
                    Rejection.LINE_MALFORMED,
                    "broken JSON at column " + e.getLocation().getColumnNr());
        }
    }

    /** A reader of an object's members, from after its start to its end. */
    public interface Members {

        /** Reads the members into a row. */
        void read(JsonParser json, RowDraft draft) throws IOException;
    }
}
