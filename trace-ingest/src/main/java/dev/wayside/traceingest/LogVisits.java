package dev.wayside.traceingest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import dev.wayside.kvstore.HistoryBatch;
import dev.wayside.kvstore.StoreSettings;
import dev.wayside.kvstore.Visit;
import dev.wayside.traceingest.row.TraceIngestException;

/**
 * The visits of a log as a store would keep them, without a store: to predict along a drive, and to compare with the
 * measurements.
 */
public final class LogVisits {

    private final StoreSettings storeSettings;
    private final IngestSettings settings;
    private final IngestListener listener;

    /** A reader for a store's settings. */
    public LogVisits(StoreSettings storeSettings, IngestSettings settings) {
        this(storeSettings, settings, new IngestListener() {});
    }

    /** A reader for a store's settings, with a listener for warnings and skipped logs. */
    public LogVisits(StoreSettings storeSettings, IngestSettings settings, IngestListener listener) {
        this.storeSettings = storeSettings;
        this.settings = settings;
        this.listener = listener;
    }

    /**
     * All visits of the logs under a path, in order of carrier and time; held in memory.
     *
     * @throws IOException if the path does not exist or cannot be read
     * @throws InterruptedException if interrupted
     * @throws TraceIngestException if a log cannot be read to its end
     */
    public List<Visit> read(Path path) throws IOException, InterruptedException {
        List<Visit> visits = new ArrayList<>();
        IngestReport report = Ingestion.withWriter(storeSettings, settings, batch -> add(visits, batch), listener)
                .run(List.of(path));
        if (!report.failures().isEmpty()) {
            throw new TraceIngestException(report.failures().get(0));
        }
        visits.sort(Comparator.comparing(
                        (Visit visit) -> visit.signal().key().cell().carrier())
                .thenComparingLong(visit -> visit.signal().startEpochMillis())
                .thenComparing(visit -> visit.signal().key()));
        return visits;
    }

    /** Batches come from several threads. */
    private static void add(List<Visit> visits, HistoryBatch batch) {
        synchronized (visits) {
            visits.addAll(batch.visits());
        }
    }
}
