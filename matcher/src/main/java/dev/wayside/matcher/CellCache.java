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
 * The indexes of the most recently requested cells, within a budget of bytes. Follows the store: a write is appended to
 * its cells in memory. A write of another process invalidates its cells, a deletion all cells. Thread-safe.
 */
final class CellCache implements HistoryListener {

    /** Estimated size of an entry without its arrays. Chosen: a few dozen objects. */
    private static final int ENTRY_BYTES = 1_024;

    private final HistoryStore store;
    private final Cache<CellKey, Entry> entries;
    private final AtomicLong deletions = new AtomicLong();
    private final AtomicLong numbers = new AtomicLong();

    /**
     * A cell in memory.
     *
     * @param index its signal
     * @param number unique number of this index
     * @param deletions number of deletions when its reading began
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

    /** The current state of the cell; null if the store has no visit to it. */
    @Nullable
    Entry find(CellKey cell) {
        Entry entry = entries.get(cell, this::read);
        while (entry != null && entry.deletions() != deletions.get()) {
            entries.asMap().remove(cell, entry);
            entry = entries.get(cell, this::read);
        }
        return entry;
    }

    /** The cell, if it is in memory; may be outdated. */
    @Nullable
    Entry findInMemory(CellKey cell) {
        return entries.asMap().get(cell);
    }

    CacheStatistics statistics() {
        CacheStats stats = entries.stats();
        return new CacheStatistics(stats.hitCount(), stats.missCount(), stats.evictionCount(), entries.estimatedSize());
    }

    /** Appends atomically with {@link #read}: a write that a read missed is appended when the read is done. */
    @Override
    public void written(HistoryBatch batch) {
        for (Visit visit : batch.visits()) {
            VisitSignal signal = visit.signal();
            // Not computeIfPresent, which does not wait for a read in progress.
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

    /** Waits for reads in progress: they may have missed the write. */
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
