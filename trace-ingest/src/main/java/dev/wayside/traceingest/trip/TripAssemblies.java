package dev.wayside.traceingest.trip;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.wayside.kvstore.HistoryBatch;
import dev.wayside.kvstore.HistoryStore;
import dev.wayside.kvstore.HistoryStoreException;
import dev.wayside.kvstore.HistoryStoreException.Reason;
import dev.wayside.kvstore.Trip;
import dev.wayside.kvstore.TripKey;
import dev.wayside.kvstore.TripRows;
import dev.wayside.traceingest.assembly.HandoverRule;
import org.jspecify.annotations.Nullable;

/**
 * The trips that are assembled, in memory up to a bound. One that is absent, or behind because another process added
 * rows, is caught up from the rows in the store. Calls for one trip come one after the other; otherwise thread-safe.
 */
final class TripAssemblies {

    /** Chosen: what a batch holds while a long trip is caught up. */
    private static final int VISITS_PER_BATCH = 200;

    private final HistoryStore store;
    private final HandoverRule rule;
    private final Cache<TripKey, Known> byKey;

    /**
     * A trip in memory.
     *
     * @param trip the trip as this process last knew it
     * @param assembly its assembly, which may lack rows of other processes; what it completed is written
     */
    record Known(Trip trip, TripAssembly assembly) {}

    TripAssemblies(HistoryStore store, HandoverRule rule, long memoryBytes) {
        this.store = store;
        this.rule = rule;
        this.byKey = Caffeine.newBuilder()
                .maximumWeight(memoryBytes)
                .weigher((TripKey key, Known known) ->
                        (int) Math.min(Integer.MAX_VALUE, known.assembly().heapBytes()))
                .build();
    }

    /** The trip as this process last knew it; null if it is not in memory. */
    @Nullable
    Trip known(TripKey key) {
        Known known = byKey.getIfPresent(key);
        return known == null ? null : known.trip();
    }

    /** Keeps a trip and its assembly. */
    void keep(Trip trip, TripAssembly assembly) {
        byKey.put(trip.key(), new Known(trip, assembly));
    }

    /** Forgets a trip, which another process changed, or whose visits could not be written. */
    void forget(TripKey key) {
        byKey.invalidate(key);
    }

    /**
     * The assembly of all rows of a trip. What it completed is written, except what the trip says was written before.
     * Empty if the rows are not there any more, because another process closed the trip.
     */
    Optional<TripAssembly> caughtUp(Trip trip) {
        Known known = byKey.getIfPresent(trip.key());
        TripAssembly assembly = known != null && known.assembly().rows() <= trip.rows()
                ? known.assembly()
                : new TripAssembly(store.settings(), rule, trip.key());
        if (assembly.rows() < trip.rows()) {
            // If this fails half-way, nobody may go on from there.
            forget(trip.key());
            catchUp(assembly, trip);
        }
        if (assembly.rows() == trip.rows()) {
            return Optional.of(assembly);
        }
        forget(trip.key());
        requireChanged(trip);
        return Optional.empty();
    }

    private void catchUp(TripAssembly assembly, Trip trip) {
        try (Stream<TripRows> all = store.trips().rows(trip.key(), assembly.rows() + 1)) {
            for (TripRows rows : (Iterable<TripRows>) all::iterator) {
                if (rows.firstRow() > assembly.rows() + 1) {
                    break;
                }
                add(assembly, trip, rows);
            }
        }
        write(assembly);
        assembly.drainRejected();
    }

    private void add(TripAssembly assembly, Trip trip, TripRows rows) {
        List<TripRow> decoded = TripRowCodec.decode(rows.value(), rows.firstRow());
        for (int i = 0; i < decoded.size(); i++) {
            int number = rows.firstRow() + i;
            if (number > assembly.rows() && number <= trip.rows()) {
                assembly.add(decoded.get(i));
                if (number <= trip.progress().rows()) {
                    assembly.drain();
                } else if (assembly.completed() >= VISITS_PER_BATCH) {
                    write(assembly);
                }
            }
        }
    }

    /** Writes what was completed. */
    void write(TripAssembly assembly) {
        HistoryBatch batch = assembly.drain();
        if (!batch.visits().isEmpty() || !batch.handovers().isEmpty()) {
            store.write(batch);
        }
    }

    private void requireChanged(Trip trip) {
        if (store.trips().find(trip.key()).filter(trip::equals).isPresent()) {
            throw new HistoryStoreException(
                    Reason.CORRUPT,
                    "trip " + trip.key() + " has lost some of its " + trip.rows()
                            + " rows; the store is damaged: restore it from a backup, or send the trip under another id");
        }
    }
}
