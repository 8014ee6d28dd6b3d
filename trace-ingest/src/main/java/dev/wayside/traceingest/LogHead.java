package dev.wayside.traceingest;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The first bytes of a log, from which its format is told. */
final class LogHead {

    private static final int BYTES = 1 << 16;
    private static final int LONGEST_QUOTE = 60;

    private final byte[] bytes;
    private final String firstLine;

    private LogHead(byte[] bytes, String firstLine) {
        this.bytes = bytes;
        this.firstLine = firstLine;
    }

    static LogHead read(InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(BYTES);
        String text = new String(bytes, StandardCharsets.UTF_8);
        return new LogHead(
                bytes,
                FirstLine.read(new BufferedReader(new StringReader(text))).text());
    }

    /** The first line that is not blank; empty if there is none. */
    String firstLine() {
        return firstLine;
    }

    boolean isBinary() {
        for (byte b : bytes) {
            if (b == 0) {
                return true;
            }
        }
        return false;
    }

    /** What was read already, and the rest. */
    InputStream wholeLog(InputStream rest) {
        return new SequenceInputStream(new ByteArrayInputStream(bytes), rest);
    }

    /** In words for the operator. */
    String whyUnrecognised() {
        if (bytes.length == 0) {
            return "empty: it holds not even a header; check how it was written";
        }
        if (isBinary()) {
            return "not a text log: it holds zero bytes; name the logs themselves";
        }
        List<String> missing = CanonicalColumn.missingFrom(HeaderLine.names(firstLine));
        if (missing.size() < CanonicalColumn.requiredColumns()) {
            return "line 1: as a Wayside CSV its header lacks " + String.join(", ", missing) + "; add "
                    + (missing.size() == 1 ? "it" : "them") + ", or name another --format";
        }
        String start = firstLine.substring(0, Math.min(LONGEST_QUOTE, firstLine.length()));
        return "no known log format: line 1 reads '" + start
                + "'; see 'wayside ingest --help' for the formats, or name one with --format";
    }
}
