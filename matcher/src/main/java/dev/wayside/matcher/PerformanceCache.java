package dev.wayside.matcher;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.wayside.kvstore.CellKey;
import dev.wayside.kvstore.HistoryStore;
import dev.wayside.kvstore.PerformanceSeries;
import dev.wayside.kvstore.VisitKey;
import dev.wayside.matcher.search.NearestVisits;

/**
 * The performance of recently matched visits, within a budget of bytes. The key of a stretch is the number of its index
 * and its number in it, which is unique; a rewritten stretch is in a new index. Thread-safe.
 */
final class PerformanceCache {

    /** Estimated size of an entry without its arrays. Chosen: a handful of objects. */
    private static final int ENTRY_BYTES = 128;

    private final HistoryStore store;
    private final Cache<StretchNumber, PerformanceRows> rows;

    PerformanceCache(HistoryStore store, long budgetBytes) {
        this.store = store;
        this.rows = Caffeine.newBuilder()
                .maximumWeight(budgetBytes)
                .weigher((StretchNumber stretch, PerformanceRows performance) ->
                        (int) Math.min(Integer.MAX_VALUE, performance.bytes() + ENTRY_BYTES))
                .build();
    }

    /**
     * The performance of each match's stretch; none if its day was deleted since the search. Reads all missing ones
     * from the store at once.
     */
    void find(CellKey cell, CellCache.Entry entry, NearestVisits nearest, ForecastSums sums) {
        List<VisitKey> missing = new ArrayList<>();
        for (int i = 0; i < nearest.count(); i++) {
            PerformanceRows here = rows.getIfPresent(number(entry, nearest, i));
            sums.setPerformance(i, here);
            if (here == null) {
                missing.add(nearest.stretchKey(i, cell));
            }
        }
        if (!missing.isEmpty()) {
            Map<VisitKey, PerformanceSeries> stored = store.performance(missing);
            for (int i = 0; i < nearest.count(); i++) {
                PerformanceSeries found = stored.get(nearest.stretchKey(i, cell));
                if (found != null) {
                    PerformanceRows read = PerformanceRows.of(found);
                    rows.put(number(entry, nearest, i), read);
                    sums.setPerformance(i, read);
                }
            }
        }
    }

    private static StretchNumber number(CellCache.Entry entry, NearestVisits nearest, int match) {
        return new StretchNumber(entry.number(), nearest.stretch(match));
    }

    /** Key with a mixed hash: both numbers count up from 0, so that their sum or exclusive-or would collide often. */
    private record StretchNumber(long index, int stretch) {

        /**
         * 2^64 divided by the golden ratio: Fibonacci hashing (Knuth, The Art of Computer Programming, volume 3, 6.4).
         */
        private static final long GOLDEN_RATIO = 0x9E37_79B9_7F4A_7C15L;

        @Override
        public int hashCode() {
            return (int) ((index * GOLDEN_RATIO) >>> Integer.SIZE) + stretch;
        }
    }
}
