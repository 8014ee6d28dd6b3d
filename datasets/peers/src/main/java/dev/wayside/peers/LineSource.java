package dev.wayside.peers;

import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

import dev.wayside.datasets.line.LineGenerator;
import dev.wayside.datasets.line.LineSettings;
import dev.wayside.kvstore.CellKey;
import dev.wayside.kvstore.RsrpSeries;
import dev.wayside.kvstore.StoreSettings;
import dev.wayside.traceingest.IngestSettings;
import dev.wayside.traceingest.LogVisits;

/** The largest cell of a generated line, its logs read as an ingestion reads them. */
final class LineSource implements CellSource {

    private static final StoreSettings STORE = new StoreSettings(100, 50, 1, 5_000, 3_000, ZoneOffset.UTC);
    private static final int SEED = 1;
    private static final int LENGTH_KM = 20;
    private static final int CRUISE_KMH = 300;
    private static final int TUNNELS = 0;
    private static final String CARRIER = "cmcc";
    private static final LocalDate FIRST_DAY = LocalDate.of(2015, 1, 1);

    private static final int QUERY_DAYS = 40;
    /** Chosen: number of days whose files are kept at a time. */
    private static final int DAYS_AT_ONCE = 50;

    @Override
    public CellDrives make(int windows, Progress progress) throws IOException, InterruptedException {
        VisitLog past = new VisitLog(STORE.windowLength());
        LocalDate next = FIRST_DAY;
        int windowsInCell;
        do {
            read(next, DAYS_AT_ONCE, past);
            next = next.plusDays(DAYS_AT_ONCE);
            windowsInCell = past.windows(past.largestCell());
            progress.say(
                    "line: %,d of %,d windows, up to %s".formatted(Math.min(windows, windowsInCell), windows, next));
        } while (windowsInCell < windows);
        VisitLog unseen = new VisitLog(STORE.windowLength());
        read(next, QUERY_DAYS, unseen);
        CellKey cell = past.largestCell();
        return new CellDrives(
                "Generated line of %d km at %d km/h, seed %d, cell %s, from %s on; queries from %d later days"
                        .formatted(LENGTH_KM, CRUISE_KMH, SEED, cell.cellId(), FIRST_DAY, QUERY_DAYS),
                STORE.sampleIntervalMillis(),
                STORE.windowLength(),
                series(past, cell),
                series(unseen, cell));
    }

    private static List<RsrpSeries> series(VisitLog log, CellKey cell) {
        return log.visitsTo(cell).stream().map(VisitLog.DatedSeries::series).toList();
    }

    private static void read(LocalDate firstDay, int days, VisitLog into) throws IOException, InterruptedException {
        LineSettings line = new LineSettings(SEED, LENGTH_KM, CRUISE_KMH, TUNNELS, firstDay, days, List.of(CARRIER));
        try (TemporaryFolder folder = new TemporaryFolder()) {
            new LineGenerator(line).write(folder.path(), file -> {});
            into.addAll(new LogVisits(STORE, IngestSettings.DEFAULT).read(folder.path()));
        }
    }
}
