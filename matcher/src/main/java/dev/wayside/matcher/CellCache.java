package dev.wayside.matcher;

import java.time.LocalDate;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.stats.CacheStats;
import dev.wayside.kvstore.CellKey;
import dev.wayside.kvstore.HistoryBatch;
import dev.wayside.kvstore.HistoryListener;
import dev.wayside.kvstore.HistoryStore;
import dev.wayside.kvstore.Visit;
import dev.wayside.kvstore.VisitSignal;
import dev.wayside.matcher.search.CellIndex;
import org.jspecify.annotations.Nullable;

/**
 * The indexes of the cells asked for last, within a budget of bytes. Follows the store: what is written is appended to
 * the cells that are here; what another process writes makes its cells be read anew, a deletion all. Thread-safe.
 */
final class CellCache implements HistoryListener {

    /** What an entry takes beside its arrays. */
    private static final int ENTRY_BYTES = 1_024;

    private final HistoryStore store;
    private final Cache<CellKey, Entry> entries;
    private final AtomicLong deletions = new AtomicLong();
    private final AtomicLong numbers = new AtomicLong();

    /**
     * A cell in memory.
     *
     * @param index its signal
     * @param number tells this index from every other there was
     * @param deletions how many deletions there had been when its reading began
     */
    record Entry(CellIndex index, long number, long deletions) {}

    /** A cache of a store's cells; listens to the store. */
    CellCache(HistoryStore store, long budgetBytes) {
        this.store = store;
        this.entries = Caffeine.newBuilder()
                .maximumWeight(budgetBytes)
                .recordStats()
                .weigher((CellKey cell, Entry entry) ->
                        (int) Math.min(Integer.MAX_VALUE, entry.index().bytes() + ENTRY_BYTES))
                .build();
        store.addListener(this);
    }

    /** The cell as it is now; null if the store has no visit to it. */
    @Nullable
    Entry find(CellKey cell) {
        Entry entry = entries.get(cell, this::read);
        while (entry != null && entry.deletions() != deletions.get()) {
            entries.asMap().remove(cell, entry);
            entry = entries.get(cell, this::read);
        }
        return entry;
    }

    CacheStatistics statistics() {
        CacheStats stats = entries.stats();
        return new CacheStatistics(stats.hitCount(), stats.missCount(), stats.evictionCount(), entries.estimatedSize());
    }

    /** Appends atomically with {@link #read}: a write that a reading missed is appended when the reading is done. */
    @Override
    public void written(HistoryBatch batch) {
        for (Visit visit : batch.visits()) {
            VisitSignal signal = visit.signal();
            // Not computeIfPresent, which does not wait for a reading that is under way.
            entries.asMap()
                    .compute(
                            signal.key().cell(),
                            (cell, entry) -> entry != null && entry.index().append(signal) ? entry : null);
        }
    }

    @Override
    public void dayDeleted(String carrier, LocalDate day) {
        deletions.incrementAndGet();
    }

    /** Waits for readings that are under way: they may have missed what was written. */
    @Override
    public void writtenElsewhere(Set<CellKey> cells) {
        cells.forEach(cell -> entries.asMap().compute(cell, (changed, entry) -> null));
    }

    @Override
    public void trackLost() {
        deletions.incrementAndGet();
    }

    private @Nullable Entry read(CellKey cell) {
        long before = deletions.get();
        try (Stream<VisitSignal> signals = store.signals(cell)) {
            CellIndex index = CellIndex.of(store.settings(), signals);
            return index.isEmpty() ? null : new Entry(index, numbers.incrementAndGet(), before);
        }
    }
}
