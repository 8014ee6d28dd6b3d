package dev.wayside.traceingest.trip;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import dev.wayside.kvstore.Trip;
import dev.wayside.kvstore.TripKey;
import dev.wayside.kvstore.TripProgress;
import dev.wayside.kvstore.TripRows;
import dev.wayside.kvstore.TripStore;
import dev.wayside.traceingest.row.RejectedRow;
import dev.wayside.traceingest.row.TraceIngestException;
import dev.wayside.traceingest.trip.TripBody.SentRow;
import dev.wayside.traceingest.trip.TripConflictException.Kind;

/** The adding of one request's rows to a trip. Used once, by one thread. */
final class TripAppend {

    private final TripStore trips;
    private final TripAssemblies assemblies;
    private final InstantSource clock;
    private final TripKey key;
    private final int after;
    private final List<SentRow> sent;

    TripAppend(
            TripStore trips,
            TripAssemblies assemblies,
            InstantSource clock,
            TripKey key,
            int after,
            List<SentRow> sent) {
        this.trips = trips;
        this.assemblies = assemblies;
        this.clock = clock;
        this.key = key;
        this.after = after;
        this.sent = sent;
    }

    /** Empty if another process changed the trip meanwhile: then again. */
    Optional<AppendedRows> tryOnce() {
        Trip trip = current();
        int repeated = Math.min(sent.size(), trip.rows() - after);
        if (repeated > 0 && trip.state() != Trip.State.CLOSED) {
            requireSame(trip, repeated);
        }
        List<TripRow> fresh = numbered(repeated);
        if (fresh.isEmpty()) {
            // Another process may have added more.
            Trip now = trips.find(key).orElse(trip);
            return Optional.of(new AppendedRows(now, 0, repeated, rejectedWhenRead(), 0, 0));
        }
        requireOpen(trip, fresh.size());
        Optional<TripAssembly> assembly = assemblies.caughtUp(trip);
        return assembly.flatMap(complete -> append(trip, complete, fresh, repeated));
    }

    private Optional<AppendedRows> append(Trip trip, TripAssembly assembly, List<TripRow> fresh, int repeated) {
        if (!assembly.accepts(fresh)) {
            throw new TraceIngestException("more than " + TripAssembly.MAX_TRACES
                    + " carriers and traces in one trip; open a trip for each device");
        }
        TripProgress before = assembly.progress();
        Trip grown = trip.grown(fresh.size(), before, clock.millis());
        // If anything fails from here on, the assembly is made again of what is in the store.
        assemblies.forget(key);
        if (!trips.append(trip, grown, TripRowCodec.encode(fresh))) {
            trips.find(key).filter(Trip::isOpen).ifPresent(changed -> assemblies.keep(changed, assembly));
            return Optional.empty();
        }
        fresh.forEach(assembly::add);
        assemblies.write(assembly);
        TripProgress now = assembly.progress();
        List<RejectedRow> rejected = new ArrayList<>(rejectedWhenRead());
        rejected.addAll(assembly.drainRejected());
        assemblies.keep(grown, assembly);
        return Optional.of(new AppendedRows(
                grown,
                fresh.size(),
                repeated,
                rejected,
                now.visits() - before.visits(),
                now.windows() - before.windows()));
    }

    /** The trip that these rows follow, or overlap. What this process last knew of it may be out of date. */
    private Trip current() {
        Trip known = assemblies.known(key);
        if (known != null && known.rows() >= after) {
            return known;
        }
        Trip trip = trips.find(key).orElseThrow(() -> new UnknownTripException(key));
        if (trip.rows() < after) {
            throw new TripConflictException(
                    Kind.ROWS_MISSING,
                    trip,
                    "trip " + key.id() + " has " + trip.rows() + " rows; send those after " + trip.rows() + " first");
        }
        return trip;
    }

    private void requireOpen(Trip trip, int more) {
        if (!trip.isOpen()) {
            throw closed(trip, "is closed with " + trip.rows() + " rows");
        }
        if (more > TripIngestion.MAX_ROWS - trip.rows()) {
            throw closed(trip, "has " + trip.rows() + " rows and can have " + TripIngestion.MAX_ROWS);
        }
    }

    private TripConflictException closed(Trip trip, String why) {
        return new TripConflictException(
                Kind.CLOSED, trip, "trip " + key.id() + " " + why + "; open another trip for the rows after them");
    }

    private void requireSame(Trip trip, int repeated) {
        int next = after + 1;
        try (Stream<TripRows> all = trips.rows(key, next)) {
            for (TripRows rows : (Iterable<TripRows>) all::iterator) {
                if (next > after + repeated) {
                    break;
                }
                List<TripRow> stored = TripRowCodec.decode(rows.value(), rows.firstRow());
                for (; next < rows.firstRow() + stored.size() && next <= after + repeated; next++) {
                    requireSame(trip, next, stored.get(next - rows.firstRow()));
                }
            }
        }
    }

    private void requireSame(Trip trip, int number, TripRow stored) {
        if (!stored.mayBe(sent.get(number - after - 1).row())) {
            throw new TripConflictException(
                    Kind.ROWS_DIFFER,
                    trip,
                    "row " + number + " of trip " + key.id()
                            + " differs from the one that is stored; open another trip if this is another drive");
        }
    }

    private List<TripRow> numbered(int repeated) {
        List<TripRow> rows = new ArrayList<>();
        for (int i = repeated; i < sent.size(); i++) {
            rows.add(sent.get(i).row().numbered(after + i + 1));
        }
        return rows;
    }

    private List<RejectedRow> rejectedWhenRead() {
        List<RejectedRow> rejected = new ArrayList<>();
        for (int i = 0; i < sent.size(); i++) {
            TripRow row = sent.get(i).row();
            if (row.rejection() != null) {
                rejected.add(new RejectedRow(
                        after + i + 1,
                        row.rejectedMillis(),
                        row.rejection(),
                        sent.get(i).detail()));
            }
        }
        return rejected;
    }
}
