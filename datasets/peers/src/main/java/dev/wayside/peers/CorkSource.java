package dev.wayside.peers;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Predicate;

import dev.wayside.kvstore.CellKey;
import dev.wayside.kvstore.RsrpSeries;
import dev.wayside.kvstore.StoreSettings;
import dev.wayside.traceingest.IngestSettings;
import dev.wayside.traceingest.LogVisits;

/** The largest cell of the drives in Cork, {@code ucc-5g}: real, and small. Its last day asks about the others. */
final class CorkSource implements CellSource {

    /** One row a second; the shortest window that a store would choose. */
    private static final StoreSettings STORE = new StoreSettings(1_000, 10, 1, 5_000, 3_000, ZoneOffset.UTC);

    private final Path logs;

    CorkSource(Path datasets) {
        this.logs = datasets.resolve("ucc-5g");
    }

    @Override
    public CellDrives make(int windows, Progress progress) throws IOException, InterruptedException {
        VisitLog log = new VisitLog(STORE.windowLength());
        log.addAll(new LogVisits(STORE, IngestSettings.DEFAULT).read(logs));
        CellKey cell = log.largestCell();
        List<VisitLog.DatedSeries> visits = log.visitsTo(cell);
        LocalDate lastDay = visits.stream()
                .filter(visit -> visit.series().length() >= STORE.windowLength())
                .map(VisitLog.DatedSeries::day)
                .max(LocalDate::compareTo)
                .orElseThrow();
        return new CellDrives(
                "`ucc-5g`, cell %s, windows of %d samples at 1 Hz; queries from its last day, %s"
                        .formatted(cell.cellId(), STORE.windowLength(), lastDay),
                STORE.sampleIntervalMillis(),
                STORE.windowLength(),
                series(visits, day -> day.isBefore(lastDay)),
                series(visits, lastDay::equals));
    }

    private static List<RsrpSeries> series(List<VisitLog.DatedSeries> visits, Predicate<LocalDate> days) {
        return visits.stream()
                .filter(visit -> days.test(visit.day()))
                .map(VisitLog.DatedSeries::series)
                .toList();
    }
}
