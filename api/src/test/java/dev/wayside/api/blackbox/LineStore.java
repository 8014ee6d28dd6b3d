package dev.wayside.api.blackbox;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

import dev.wayside.datasets.line.LineGenerator;
import dev.wayside.datasets.line.LineSettings;
import dev.wayside.kvstore.HistoryStore;
import dev.wayside.kvstore.StoreSettings;
import dev.wayside.kvstore.rocksdb.RocksDbHistoryStore;
import dev.wayside.traceingest.IngestListener;
import dev.wayside.traceingest.IngestReport;
import dev.wayside.traceingest.IngestSettings;
import dev.wayside.traceingest.Ingestion;

/** A generated line, ingested; and one day more of it, which is not. */
final class LineStore {

    private static final StoreSettings SETTINGS = new StoreSettings(100, 50, 1, 5_000, 3_000, ZoneOffset.UTC);
    private static final LineSettings LINE = LineSettings.defaults().withLength(12, 1);

    private static final LineSettings DEMO = LineSettings.defaults().withLength(60, 4);
    private static final int DEMO_DAYS = 5;

    private LineStore() {}

    static HistoryStore of(Path directory, int days) throws IOException, InterruptedException {
        return of(directory, LINE, days);
    }

    /** The history of {@code wayside demo}. */
    static HistoryStore ofDemo(Path directory) throws IOException, InterruptedException {
        return of(directory, DEMO, DEMO_DAYS);
    }

    private static HistoryStore of(Path directory, LineSettings line, int days)
            throws IOException, InterruptedException {
        HistoryStore store = RocksDbHistoryStore.openOrCreate(directory.resolve("store"), SETTINGS);
        Path logs = directory.resolve("logs");
        new LineGenerator(line.withDays(line.firstDay(), days)).write(logs, file -> {});
        IngestReport report = Ingestion.into(store, IngestSettings.DEFAULT, new IngestListener() {})
                .run(List.of(logs));
        if (!report.failures().isEmpty()) {
            throw new IllegalStateException(String.join("; ", report.failures()));
        }
        return store;
    }

    /** A log of one carrier, of a day that was not ingested. */
    static Path laterLog(Path directory, int days) throws IOException {
        return laterLog(directory, LINE, days);
    }

    /** The log of the first carrier on the sixth day of the demo. */
    static Path sixthDayOfDemo(Path directory) throws IOException {
        return laterLog(directory, DEMO, DEMO_DAYS);
    }

    private static Path laterLog(Path directory, LineSettings line, int days) throws IOException {
        LocalDate day = line.firstDay().plusDays(days);
        new LineGenerator(line.withDays(day, 1)).write(directory.resolve("later"), file -> {});
        return directory.resolve("later").resolve(day.toString()).resolve("cmcc.csv.gz");
    }
}
