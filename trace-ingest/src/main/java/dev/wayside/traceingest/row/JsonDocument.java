package dev.wayside.traceingest.row;

import java.io.BufferedReader;
import java.io.CharArrayReader;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

/**
 * A log whose line breaks have no meaning: a list of records, objects over several lines, or an object with a list in
 * it. It is read record by record, so it may be one line of any length.
 */
public final class JsonDocument {

    private static final JsonFactory JSON = new JsonFactory();
    private static final int BUFFER_CHARS = 1 << 16;

    private JsonDocument() {}

    /** True if a log that starts with this line, or with these, is a document rather than an object a line. */
    public static boolean isStart(String start) {
        String text = start.stripLeading();
        int lineEnd = text.indexOf('\n');
        return text.startsWith("[")
                || (lineEnd < 0 ? text : text.substring(0, lineEnd)).strip().equals("{");
    }

    /** The first line of a log below its preamble; in a document, as much of it as is there. */
    public static String startOf(BufferedReader text) throws IOException {
        String first = FirstLine.read(text).text();
        return isStart(first) ? first + '\n' + text.lines().collect(Collectors.joining("\n")) : first;
    }

    /** The same for an open log, which is then at its beginning again. */
    public static String peek(BufferedReader text) throws IOException {
        text.mark(BUFFER_CHARS);
        char[] start = new char[BUFFER_CHARS];
        int count = Math.max(0, text.read(start, 0, BUFFER_CHARS));
        text.reset();
        return startOf(new BufferedReader(new CharArrayReader(start, 0, count)));
    }

    /**
     * Reads the records to the end of the document, or until the thread is interrupted.
     *
     * @param path the keys that lead to the list of records; empty if the document is the list
     * @return false if nothing is at the path
     * @throws TraceIngestException if the list holds something other than objects
     */
    public static boolean read(BufferedReader text, List<String> path, Records records) throws IOException {
        skipByteOrderMark(text);
        JsonParser json = JSON.createParser(text);
        long number = 0;
        boolean found = false;
        for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
            if (!descend(json, path)) {
                continue;
            }
            found = true;
            boolean list = json.currentToken() == JsonToken.START_ARRAY;
            JsonToken record = list ? json.nextToken() : json.currentToken();
            while (record != null && record.isStructStart()) {
                if (Thread.currentThread().isInterrupted()) {
                    return true;
                }
                number++;
                records.record(json, number);
                record = list ? json.nextToken() : null;
            }
            if (list && record != JsonToken.END_ARRAY) {
                throw new TraceIngestException(
                        "record " + (number + 1) + " is not an object; point records: at a list of objects");
            }
        }
        return found;
    }

    private static void skipByteOrderMark(BufferedReader text) throws IOException {
        text.mark(1);
        if (text.read() != '\uFEFF') {
            text.reset();
        }
    }

    /** Moves from the start of a document to the value at a path; false if there is none. */
    public static boolean descend(JsonParser json, List<String> steps) throws IOException {
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

    /** A reader of records. */
    public interface Records {

        /**
         * Reads one record.
         *
         * @param json at the start of an object or list; afterwards at its end
         * @param number of the record, from 1
         */
        void record(JsonParser json, long number) throws IOException;
    }
}
