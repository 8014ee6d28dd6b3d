package dev.wayside.api.http.browse;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import dev.wayside.kvstore.CellKey;
import dev.wayside.kvstore.HistoryStore;
import dev.wayside.kvstore.StoreSettings;
import dev.wayside.kvstore.StoreStatistics;
import dev.wayside.kvstore.VisitSignal;
import org.jspecify.annotations.Nullable;

/**
 * A count of the store, made when asked, and not again until something was written: counting reads all of it, about a
 * second per ten million windows. While writing goes on, counting takes at most a twentieth of the time, so the figures
 * are then that much older; what other processes write is seen within a minute. Thread-safe; callers wait for a count
 * under way.
 */
final class StoreCount {

    /** Chosen: the status page asks every 5 s. */
    private static final long MIN_AGE_MILLIS = 2_000;
    /** Chosen: writes of other processes show within a minute. */
    private static final long MAX_AGE_MILLIS = 60_000;
    /** Chosen: counting takes at most a twentieth of the time. */
    private static final long REST_PER_WORK = 19;

    private static final long NEVER = -1;

    private final HistoryStore store;
    private final IngestActivity activity;
    private final InstantSource clock;
    private final Map<String, NewestVisit> scanned = new HashMap<>();
    private long deletionsAtScan = NEVER;
    private long changesAtCount;
    private long countedAtMillis;
    private long tookMillis;
    private @Nullable StoreStatistics statistics;

    StoreCount(HistoryStore store, IngestActivity activity, InstantSource clock) {
        this.store = store;
        this.activity = activity;
        this.clock = clock;
    }

    synchronized StatusResponse upToDate() {
        // Taken before counting: what is written meanwhile makes the next count due.
        IngestActivity.Snapshot before = activity.snapshot();
        StoreStatistics counted = statistics;
        if (counted == null || isDue(before)) {
            counted = count(before);
        }
        return StatusResponse.of(
                store.settings(), counted, newest(before), Instant.ofEpochMilli(countedAtMillis), before);
    }

    private boolean isDue(IngestActivity.Snapshot now) {
        long ageMillis = clock.millis() - countedAtMillis;
        boolean isRested = ageMillis >= Math.max(MIN_AGE_MILLIS, REST_PER_WORK * tookMillis);
        boolean isStale = now.changes() != changesAtCount || ageMillis >= MAX_AGE_MILLIS;
        return isRested && isStale;
    }

    private StoreStatistics count(IngestActivity.Snapshot before) {
        long startedMillis = clock.millis();
        StoreStatistics counted = store.statistics();
        boolean isScanned = before.deletions() == deletionsAtScan;
        // A scan that fails is followed by one of everything.
        deletionsAtScan = NEVER;
        Set<CellKey> writtenElsewhere = activity.drainWrittenElsewhere();
        if (isScanned) {
            writtenElsewhere.forEach(this::scan);
        } else {
            scan(counted);
        }
        deletionsAtScan = before.deletions();
        statistics = counted;
        changesAtCount = before.changes();
        countedAtMillis = clock.millis();
        tookMillis = countedAtMillis - startedMillis;
        return counted;
    }

    private void scan(StoreStatistics counted) {
        scanned.clear();
        for (StoreStatistics.CarrierStatistics carrier : counted.carriers()) {
            cells(carrier.carrier()).forEach(this::scan);
        }
    }

    private void scan(CellKey cell) {
        StoreSettings settings = store.settings();
        try (Stream<VisitSignal> stretches = store.signals(cell)) {
            stretches.forEach(
                    stretch -> scanned.merge(cell.carrier(), NewestVisit.of(stretch, settings), NewestVisit::orLater));
        }
    }

    private List<CellKey> cells(String carrier) {
        try (Stream<CellKey> cells = store.cells(carrier, "")) {
            return cells.toList();
        }
    }

    private Map<String, NewestVisit> newest(IngestActivity.Snapshot now) {
        Map<String, NewestVisit> newest = new HashMap<>(scanned);
        now.newestByCarrier().forEach((carrier, visit) -> newest.merge(carrier, visit, NewestVisit::orLater));
        return newest;
    }
}
