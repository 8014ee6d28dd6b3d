package dev.wayside.traceingest;

import java.io.PrintWriter;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A listener that prints events as JSON, one object a line. Thread-safe. */
final class JsonLines implements IngestListener {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final double NANOS_PER_SECOND = 1e9;

    private final PrintWriter out;

    JsonLines(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void stored(String logName, IngestSummary summary) {
        ObjectNode line = JSON.createObjectNode().put("stored", logName);
        print(addRemarks(addCounts(line, summary), summary.remarks()));
    }

    @Override
    public void skipped(String logName, String why) {
        print(JSON.createObjectNode().put("skipped", logName).put("why", why));
    }

    @Override
    public void failed(String logName, String why) {
        print(JSON.createObjectNode().put("failed", logName).put("why", why));
    }

    /** The last line: the total. */
    void total(IngestReport report, long elapsedNanos) {
        ObjectNode line = JSON.createObjectNode()
                .put("storedLogs", report.storedLogs())
                .put("skippedLogs", report.skippedLogs())
                .put("failedLogs", report.failures().size())
                .put("seconds", elapsedNanos / NANOS_PER_SECOND);
        addCounts(line, report.total());
        ObjectNode warningsByKind = line.putObject("warningsByKind");
        report.total().remarks().warningsByKind().forEach((kind, logs) -> warningsByKind.put(kind.name(), logs));
        print(line);
    }

    private static ObjectNode addRemarks(ObjectNode line, Remarks remarks) {
        ArrayNode warnings = line.putArray("warnings");
        for (Warning warning : remarks.warnings()) {
            warnings.addObject()
                    .put("kind", warning.kind().name())
                    .put("text", warning.text())
                    .put("remedy", warning.remedy());
        }
        ArrayNode notes = line.putArray("notes");
        remarks.notes().forEach(notes::add);
        return line;
    }

    private static ObjectNode addCounts(ObjectNode line, IngestSummary summary) {
        line.put("rows", summary.rows())
                .put("mergedRows", summary.mergedRows())
                .put("uncoveredRows", summary.uncoveredRows())
                .put("performanceRows", summary.performanceRows())
                .put("leftOutRows", summary.leftOutRows())
                .put("rejected", summary.rejected());
        ObjectNode rejectedRows = line.putObject("rejectedRows");
        summary.rejectedRows().forEach((rejection, count) -> rejectedRows.put(rejection.name(), count));
        line.put("traces", summary.traces())
                .put("visits", summary.visits())
                .put("samples", summary.samples())
                .put("interpolatedSamples", summary.interpolatedSamples())
                .put("windows", summary.windows());
        ObjectNode handovers = line.putObject("handovers");
        summary.handovers().forEach((kind, count) -> handovers.put(kind.name(), count));
        return line.put("cells", summary.cells().size())
                .put("days", summary.days().size());
    }

    private synchronized void print(ObjectNode line) {
        out.println(line);
        out.flush();
    }
}
