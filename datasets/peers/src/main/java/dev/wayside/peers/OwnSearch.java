package dev.wayside.peers;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;

import dev.wayside.kvstore.CellKey;
import dev.wayside.kvstore.RsrpSeries;
import dev.wayside.kvstore.StoreSettings;
import dev.wayside.kvstore.TraceId;
import dev.wayside.kvstore.VisitKey;
import dev.wayside.kvstore.VisitSignal;
import dev.wayside.matcher.search.CellIndex;
import dev.wayside.matcher.search.NearestVisits;
import org.jspecify.annotations.Nullable;

/** Wayside's own search: the nearest window of each of the nearest visits. Visits are a day apart. */
final class OwnSearch {

    private static final CellKey CELL = new CellKey("peers", "1");
    private static final int LOOK_AHEAD_INTERVALS = 5;
    private static final int GAP_INTERVALS = 3;
    private static final long DAY_MILLIS = 86_400_000L;

    private final CellIndex index;
    private final int length;
    private final RsrpSeries[] queries;

    OwnSearch(Workload workload) {
        Windows base = workload.base();
        int interval = workload.sampleIntervalMillis();
        length = base.length();
        index = CellIndex.of(
                new StoreSettings(
                        interval, length, 1, LOOK_AHEAD_INTERVALS * interval, GAP_INTERVALS * interval, ZoneOffset.UTC),
                IntStream.range(0, base.series().size())
                        .mapToObj(visit -> signal(visit, base.series().get(visit))));
        // The caller's input; creating it is not part of the search.
        queries = IntStream.range(0, workload.queries().count())
                .mapToObj(workload.queries()::window)
                .toArray(RsrpSeries[]::new);
    }

    private static VisitSignal signal(int visit, RsrpSeries rsrp) {
        VisitKey key = new VisitKey(CELL, LocalDate.ofEpochDay(visit), new TraceId(visit), 0, 0);
        return new VisitSignal(key, visit * DAY_MILLIS, rsrp, List.of());
    }

    /** @param earlier what the query before it found, or null to search afresh */
    NearestVisits nearest(int query, @Nullable NearestVisits earlier) {
        return index.search(queries[query], length, NearestWindows.K, List.of(), null, earlier);
    }

    long bytes() {
        return index.bytes();
    }
}
