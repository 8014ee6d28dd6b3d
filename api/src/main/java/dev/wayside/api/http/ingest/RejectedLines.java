package dev.wayside.api.http.ingest;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import dev.wayside.api.http.exchange.WireName;
import dev.wayside.api.http.ingest.IngestResponse.RejectedLine;
import dev.wayside.traceingest.IngestListener;
import dev.wayside.traceingest.row.Rejection;

/** The first lines that were left out, for the answer. For one thread. */
final class RejectedLines implements IngestListener {

    /** Chosen: enough to see the pattern; an answer stays small. */
    private static final int MAX_LINES = 1_000;
    /** Chosen: a message stays on a few lines. */
    private static final int MAX_SHOWN = 5;

    private final List<RejectedLine> lines = new ArrayList<>();

    @Override
    public void rejected(String logName, long lineNumber, Rejection rejection, String detail) {
        if (lines.size() < MAX_LINES) {
            lines.add(new RejectedLine(lineNumber, WireName.of(rejection), detail));
        }
    }

    /** The first few in a sentence, for an answer that is no list. */
    String first() {
        String first = lines.stream().limit(MAX_SHOWN).map(RejectedLines::text).collect(Collectors.joining("; "));
        return "rejected: " + first + (lines.size() > MAX_SHOWN ? "; and more" : "");
    }

    private static String text(RejectedLine line) {
        return "line " + line.line() + " " + line.reason() + " (" + line.detail() + ")";
    }

    List<RejectedLine> lines() {
        return List.copyOf(lines);
    }
}
