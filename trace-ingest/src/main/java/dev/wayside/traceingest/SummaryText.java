package dev.wayside.traceingest;

import java.io.PrintWriter;
import java.util.Map;

import dev.wayside.kvstore.HandoverKind;
import dev.wayside.traceingest.row.Rejection;

/** The text of an ingestion's summary. */
final class SummaryText {

    private static final double NANOS_PER_SECOND = 1e9;

    private final PrintWriter out;

    SummaryText(PrintWriter out) {
        this.out = out;
    }

    void print(IngestReport report, long elapsedNanos) {
        IngestSummary total = report.total();
        double seconds = elapsedNanos / NANOS_PER_SECOND;
        line(
                "logs",
                "%,d stored, %,d skipped, %,d failed"
                        .formatted(
                                report.storedLogs(),
                                report.skippedLogs(),
                                report.failures().size()));
        line("rows", "%,d in %.1f s, %,.0f rows/s".formatted(total.rows(), seconds, total.rows() / seconds));
        line("  merged", "%,d (same second and cell as the row before)".formatted(total.mergedRows()));
        line("  no coverage", "%,d".formatted(total.uncoveredRows()));
        line("  performance only", "%,d".formatted(total.performanceRows()));
        line("  left out", "%,d".formatted(total.leftOutRows()));
        line("  rejected", "%,d".formatted(total.rejected()));
        for (Map.Entry<Rejection, Long> entry : total.rejectedRows().entrySet()) {
            Rejection rejection = entry.getKey();
            line("    " + rejection.title(), "%,d (%s)".formatted(entry.getValue(), rejection.remedy()));
        }
        line("traces", "%,d".formatted(total.traces()));
        line(
                "visits",
                "%,d in %,d cells on %,d days"
                        .formatted(
                                total.visits(),
                                total.cells().size(),
                                total.days().size()));
        line("samples", "%,d, of them %,d interpolated".formatted(total.samples(), total.interpolatedSamples()));
        line("windows", "%,d".formatted(total.windows()));
        line(
                "handovers",
                "%,d success, %,d failure, %,d outage"
                        .formatted(
                                handovers(total, HandoverKind.SUCCESS),
                                handovers(total, HandoverKind.FAILURE),
                                handovers(total, HandoverKind.OUTAGE)));
        printWarnings(total.remarks());
        out.flush();
    }

    private void printWarnings(Remarks remarks) {
        Map<Warning.Kind, Long> logsByKind = remarks.warningsByKind();
        if (!logsByKind.isEmpty()) {
            line("warnings", "%,d".formatted(remarks.warnings().size()));
        }
        logsByKind.forEach((kind, logs) -> line("  " + kind.title(), "%,d".formatted(logs)));
        if (!remarks.notes().isEmpty()) {
            line("notes", "%,d".formatted(remarks.notes().size()));
        }
    }

    private static long handovers(IngestSummary summary, HandoverKind kind) {
        return summary.handovers().getOrDefault(kind, 0L);
    }

    private void line(String name, String value) {
        out.printf("%-28s %s%n", name, value);
    }
}
