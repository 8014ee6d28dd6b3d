package dev.wayside.traceingest;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;

import dev.wayside.kvstore.command.StoreGridOptions;
import dev.wayside.traceingest.format.LogReading;
import dev.wayside.traceingest.row.Rejection;
import dev.wayside.traceingest.source.LogSource;

/** A trial of reading one log, into a store that is not written. */
record MappingTrial(IngestReport report) {

    static MappingTrial of(LogSource source, LogReading reading) throws InterruptedException {
        IngestSettings settings = IngestSettings.DEFAULT.withReading(reading);
        StoreGridOptions grid = new StoreGridOptions();
        int intervalMillis = SampleIntervalDetection.intervalMillis(List.of(source), settings, grid::forNewStore);
        return new MappingTrial(Ingestion.dryRun(grid.forNewStore(intervalMillis), settings, new IngestListener() {})
                .ingest(List.of(source)));
    }

    boolean isStored() {
        return report.storedLogs() > 0;
    }

    /** The reason why nothing would be stored. */
    String failure() {
        return report.failures().isEmpty()
                ? "nothing can be stored: all its rows are of 2G or 3G, whose level is not an RSRP"
                : report.failures().get(0);
    }

    void print(PrintWriter err) {
        IngestSummary total = report.total();
        err.printf(
                "tried: %,d rows give %,d samples in %,d cells; %,d left out, %,d rejected%n",
                total.rows(), total.samples(), total.cells().size(), total.leftOutRows(), total.rejected());
        for (Map.Entry<Rejection, Long> entry : total.rejectedRows().entrySet()) {
            err.printf(
                    "  %,d %s (%s)%n",
                    entry.getValue(), entry.getKey().title(), entry.getKey().remedy());
        }
        if (!isStored()) {
            err.println("  nothing would be stored: " + failure());
        }
        total.remarks().warnings().forEach(warning -> err.println("  warning: " + warning));
        total.remarks().notes().forEach(note -> err.println("  note: " + note));
        err.flush();
    }
}
