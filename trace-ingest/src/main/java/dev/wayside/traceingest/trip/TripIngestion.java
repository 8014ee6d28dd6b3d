package dev.wayside.traceingest.trip;

import java.io.InputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.stream.Stream;

import dev.wayside.kvstore.HistoryStore;
import dev.wayside.kvstore.HistoryStoreException;
import dev.wayside.kvstore.HistoryStoreException.Reason;
import dev.wayside.kvstore.Trip;
import dev.wayside.kvstore.TripKey;
import dev.wayside.kvstore.TripProgress;
import dev.wayside.kvstore.TripStore;
import dev.wayside.traceingest.assembly.HandoverRule;
import dev.wayside.traceingest.format.LogFormat;
import dev.wayside.traceingest.format.LogReading;
import dev.wayside.traceingest.trip.TripBody.SentRow;
import dev.wayside.traceingest.trip.TripConflictException.Kind;
import org.jspecify.annotations.Nullable;

/**
 * The ingestion of trips: rows that come in many requests, to any process. Rows that were acknowledged are durable and
 * count once. However the rows of a trip are cut into requests, the history is the same, byte for byte.
 *
 * <p>Rows are added to the trip in the store first, then assembled. Visits have keys that depend on nothing but the
 * rows, so that another process, or this one after a crash, completes what was not written. Thread-safe.
 */
public final class TripIngestion {

    /** Chosen: four days of three carriers at 1 Hz, which are replayed in seconds; a longer one becomes several. */
    public static final int MAX_ROWS = 1_000_000;

    /** Chosen: past it, nothing on Earth is one trip. */
    private static final Duration MAX_AGE = Duration.ofDays(7);

    /** Chosen: short against a week. */
    private static final Duration FORGET_EVERY = Duration.ofHours(1);

    /** Chosen: far more than threads, so that two trips rarely wait for each other. */
    private static final int LOCKS = 1_024;

    /** Chosen: each means that another process was faster. */
    private static final int MAX_ATTEMPTS = 10;

    /** The rule of bodies of whole logs. */
    private static final HandoverRule RULE = HandoverRule.DEFAULT;

    private final HistoryStore store;
    private final TripStore trips;
    private final InstantSource clock;
    /** A device is not silent while nobody listens. */
    private final long startedMillis;

    private final TripAssemblies assemblies;
    private final Object[] locks = new Object[LOCKS];
    private final AtomicLong forgottenMillis = new AtomicLong();

    /**
     * The ingestion into a store.
     *
     * @param memoryBytes the heap for trips that are assembled; those that do not fit are read again with the next row
     */
    public TripIngestion(HistoryStore store, InstantSource clock, long memoryBytes) {
        this.store = store;
        this.trips = store.trips();
        this.clock = clock;
        this.startedMillis = clock.millis();
        this.assemblies = new TripAssemblies(store, RULE, memoryBytes);
        for (int i = 0; i < LOCKS; i++) {
            locks[i] = new Object();
        }
    }

    /**
     * Opens a trip. Again changes nothing.
     *
     * @return the trip, which may have rows already, or be closed
     * @throws TripConflictException if there is a trip of this key, of another device
     */
    public Trip open(TripKey key, String device) {
        Trip opened = Trip.opened(key, device, clock.millis());
        for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
            Optional<Trip> known = trips.find(key);
            if (known.isPresent()) {
                return requireDevice(known.get(), device);
            }
            if (trips.open(opened)) {
                return opened;
            }
        }
        throw busy(key);
    }

    private static Trip requireDevice(Trip trip, String device) {
        if (!trip.device().equals(device)) {
            throw new TripConflictException(
                    Kind.OTHER_DEVICE,
                    trip,
                    "trip " + trip.key().id() + " is of the device " + trip.device() + "; choose another id");
        }
        return trip;
    }

    /**
     * The trip of a key.
     *
     * @throws UnknownTripException if there is none
     */
    public Trip get(TripKey key) {
        return trips.find(key).orElseThrow(() -> new UnknownTripException(key));
    }

    /** Up to {@code max} unfinished trips of an owner in order of their ids, those past an id. */
    public List<Trip> unfinished(String owner, String afterId, int max) {
        try (Stream<Trip> unfinished = trips.unfinishedOf(owner, afterId)) {
            return unfinished.limit(max).toList();
        }
    }

    /**
     * Adds the rows of a body to a trip, all or none. Rows that are there already are compared and passed over.
     *
     * @param after the number of the row before the first of them
     * @param otherwise the format of a body that no format recognises; null to refuse it
     * @throws UnknownTripException if there is no such trip
     * @throws TripConflictException if rows are missing, differ, or come after the end of the trip
     * @throws dev.wayside.traceingest.row.TraceIngestException if the body cannot be read
     * @throws HistoryStoreException if the store cannot be written; the rows may have been added then: send them again
     */
    public AppendedRows append(
            TripKey key, int after, LogReading reading, @Nullable LogFormat otherwise, InputStream body) {
        List<SentRow> sent =
                TripBody.read(body, reading, otherwise, store.settings().zone(), RULE, clock);
        synchronized (lock(key)) {
            for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
                Optional<AppendedRows> appended = new TripAppend(trips, assemblies, clock, key, after, sent).tryOnce();
                if (appended.isPresent()) {
                    return appended.get();
                }
            }
        }
        throw busy(key);
    }

    /**
     * Closes a trip: completes its visits, and deletes its rows. Again changes nothing.
     *
     * @throws UnknownTripException if there is no such trip
     */
    public Trip close(TripKey key) {
        return closeIf(key, trip -> true).orElseThrow(() -> new UnknownTripException(key));
    }

    /**
     * Closes the trips that got no row for a time, or that are days old, and those that another process could not close
     * to the end; forgets those that were closed long ago.
     *
     * @return the number of trips that stay open
     */
    public int closeSilent(Duration silence) {
        List<Trip> unfinished;
        try (Stream<Trip> all = trips.unfinished()) {
            unfinished = all.toList();
        }
        int open = 0;
        for (Trip trip : unfinished) {
            if (isDue(trip, silence)) {
                closeIf(trip.key(), again -> isDue(again, silence));
            } else {
                open++;
            }
        }
        forgetClosed();
        return open;
    }

    /** Reads all that were closed in a week, so not each time. */
    private void forgetClosed() {
        long now = clock.millis();
        if (now - forgottenMillis.get() >= FORGET_EVERY.toMillis()) {
            forgottenMillis.set(now);
            trips.forgetClosed(now);
        }
    }

    private boolean isDue(Trip trip, Duration silence) {
        long now = clock.millis();
        return !trip.isOpen()
                || now - Math.max(trip.changedMillis(), startedMillis) >= silence.toMillis()
                || now - trip.openedMillis() >= MAX_AGE.toMillis();
    }

    /** The trip afterwards; empty if there is none. */
    private Optional<Trip> closeIf(TripKey key, Predicate<Trip> condition) {
        synchronized (lock(key)) {
            for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
                Optional<Trip> known = trips.find(key);
                if (known.isEmpty() || known.get().state() == Trip.State.CLOSED || !condition.test(known.get())) {
                    return known;
                }
                Trip trip = known.get();
                Trip closing = trip.isOpen() ? trip.closing(clock.millis()) : trip;
                if ((!trip.isOpen() || trips.end(trip, closing)) && finish(closing)) {
                    return trips.find(key);
                }
            }
        }
        throw busy(key);
    }

    /** Nobody adds rows any more. Several processes may do this at once: they write the same. */
    private boolean finish(Trip closing) {
        Optional<TripAssembly> complete = assemblies.caughtUp(closing);
        if (complete.isEmpty()) {
            return false;
        }
        assemblies.forget(closing.key());
        TripAssembly assembly = complete.get();
        assembly.end();
        assemblies.write(assembly);
        TripProgress progress = assembly.progress();
        return trips.close(closing.closed(progress));
    }

    private Object lock(TripKey key) {
        return locks[Math.floorMod(key.hashCode(), LOCKS)];
    }

    private static HistoryStoreException busy(TripKey key) {
        return new HistoryStoreException(
                Reason.IO, "trip " + key.id() + " is changed by other processes all the time; send to one of them");
    }
}
