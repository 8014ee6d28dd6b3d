package dev.wayside.api.http;

import java.util.ArrayList;
import java.util.List;

import dev.wayside.api.http.IngestResponse.RejectedLine;
import dev.wayside.traceingest.IngestListener;
import dev.wayside.traceingest.Rejection;

/** Keeps the first lines that were left out, to be told to whoever sent them. For one thread. */
final class RejectedLines implements IngestListener {

    private static final int MOST_LINES = 1_000;

    private final List<RejectedLine> lines = new ArrayList<>();

    @Override
    public void rejected(String logName, long lineNumber, Rejection rejection, String detail) {
        if (lines.size() < MOST_LINES) {
            lines.add(new RejectedLine(lineNumber, WireName.of(rejection), detail));
        }
    }

    List<RejectedLine> lines() {
        return List.copyOf(lines);
    }
}
