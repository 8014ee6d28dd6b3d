package dev.wayside.matcher;

import java.util.List;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.wayside.kvstore.CellKey;
import dev.wayside.kvstore.HistoryStore;
import dev.wayside.kvstore.PerformanceSeries;
import dev.wayside.kvstore.VisitKey;
import dev.wayside.matcher.search.NearestVisits;
import org.jspecify.annotations.Nullable;

/**
 * The performance of the visits that matched last, within a budget of bytes. A stretch is known by the number of its
 * index and its own in it, which no other stretch ever has; what is written again is in a new index. Thread-safe.
 */
final class PerformanceCache {

    private static final int ENTRY_BYTES = 128;

    private final HistoryStore store;
    private final Cache<Long, PerformanceSeries> series;

    PerformanceCache(HistoryStore store, long budgetBytes) {
        this.store = store;
        this.series = Caffeine.newBuilder()
                .maximumWeight(budgetBytes)
                .weigher((Long stretch, PerformanceSeries performance) ->
                        (int) Math.min(Integer.MAX_VALUE, performance.bytes() + ENTRY_BYTES))
                .build();
    }

    /** What is stored with the stretch of a match; null if the day was deleted since the search. */
    @Nullable
    PerformanceSeries find(CellKey cell, CellCache.Entry entry, NearestVisits nearest, int match) {
        Long stretch = (entry.number() << Integer.SIZE) | nearest.stretch(match);
        PerformanceSeries found = series.getIfPresent(stretch);
        if (found == null) {
            VisitKey key = nearest.stretchKey(match, cell);
            found = store.performance(List.of(key)).get(key);
            if (found != null) {
                series.put(stretch, found);
            }
        }
        return found;
    }
}
