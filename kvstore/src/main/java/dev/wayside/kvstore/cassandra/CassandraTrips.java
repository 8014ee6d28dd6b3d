package dev.wayside.kvstore.cassandra;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.Statement;
import dev.wayside.kvstore.Trip;
import dev.wayside.kvstore.TripKey;
import dev.wayside.kvstore.TripRows;
import dev.wayside.kvstore.TripStore;
import dev.wayside.kvstore.engine.OpenState;
import dev.wayside.kvstore.engine.StoredValues;
import dev.wayside.kvstore.engine.TripCodec;

/**
 * The trips of a cluster, a partition each: what is known of it is in static columns, its rows below. A change is a
 * lightweight transaction on its state and the number of its rows: Cassandra applies all of it or nothing.
 *
 * <p>Unfinished trips are also in a list of their own. A trip is there before it is opened, until it was closed.
 */
final class CassandraTrips implements TripStore {

    /**
     * Chosen: clocks agree within a minute. Transactions have times of the nodes; a deletion that is older than the
     * rows would leave them. A trip of this key is not opened again for days.
     */
    private static final long CLOCKS_DIFFER_MILLIS = 60_000;

    private final CassandraLocation location;
    private final CassandraSession session;
    private final CassandraSchema.Identity identity;
    private final OpenState state;

    CassandraTrips(
            CassandraLocation location, CassandraSession session, CassandraSchema.Identity identity, OpenState state) {
        this.location = location;
        this.session = session;
        this.identity = identity;
        this.state = state;
    }

    @Override
    public Optional<Trip> find(TripKey key) {
        if (identity.isOfEarlierFormat()) {
            return Optional.empty();
        }
        try (OpenState.Lease lease = state.enter()) {
            Row row = session.one(reading(key));
            return row == null ? Optional.empty() : StoredValues.decoding(() -> trip(key, row));
        }
    }

    @Override
    public boolean open(Trip trip) {
        CassandraSchema.requireCurrentFormat(location, identity);
        TripKey key = trip.key();
        try (OpenState.Lease lease = state.enter()) {
            session.execute(session.bind(CassandraStatement.REGISTER_TRIP, key.owner(), key.id()));
            return isApplied(session.bind(CassandraStatement.OPEN_TRIP, header(trip), key.owner(), key.id()));
        }
    }

    @Override
    public boolean append(Trip known, Trip grown, byte[] rows) {
        CassandraSchema.requireCurrentFormat(location, identity);
        TripKey key = known.key();
        try (OpenState.Lease lease = state.enter()) {
            return isApplied(CassandraSession.batch(List.of(
                    session.bind(
                            CassandraStatement.GROW_TRIP,
                            header(grown),
                            grown.rows(),
                            key.owner(),
                            key.id(),
                            known.rows()),
                    session.bind(
                            CassandraStatement.WRITE_TRIP_ROWS,
                            key.owner(),
                            key.id(),
                            known.rows() + 1,
                            ByteBuffer.wrap(rows)))));
        }
    }

    @Override
    public boolean end(Trip known, Trip closing) {
        CassandraSchema.requireCurrentFormat(location, identity);
        TripKey key = known.key();
        try (OpenState.Lease lease = state.enter()) {
            return isApplied(
                    session.bind(CassandraStatement.END_TRIP, header(closing), key.owner(), key.id(), known.rows()));
        }
    }

    @Override
    public boolean close(Trip closed) {
        CassandraSchema.requireCurrentFormat(location, identity);
        TripKey key = closed.key();
        try (OpenState.Lease lease = state.enter()) {
            boolean isApplied = isApplied(session.bind(
                    CassandraStatement.CLOSE_TRIP,
                    Math.toIntExact(CLOSED_KEPT.toSeconds()),
                    header(closed),
                    closed.rows(),
                    key.owner(),
                    key.id()));
            if (isApplied) {
                clear(key);
            }
            return isApplied;
        }
    }

    @Override
    public Stream<TripRows> rows(TripKey key, int fromRow) {
        if (identity.isOfEarlierFormat()) {
            return Stream.empty();
        }
        return CassandraRows.stream(state, () -> {
            Row first =
                    session.one(session.bind(CassandraStatement.READ_FIRST_TRIP_ROW, key.owner(), key.id(), fromRow));
            return session.rows(session.bind(
                            CassandraStatement.READ_TRIP_ROWS,
                            key.owner(),
                            key.id(),
                            first == null ? 1 : first.getInt("first_row")))
                    .decoded(row -> new TripRows(row.getInt("first_row"), CassandraReads.bytes(row, "value")));
        });
    }

    @Override
    public Stream<Trip> unfinishedOf(String owner, String afterId) {
        return listed(CassandraStatement.READ_UNFINISHED_TRIPS_OF_OWNER, owner, afterId);
    }

    @Override
    public Stream<Trip> unfinished() {
        return listed(CassandraStatement.READ_UNFINISHED_TRIPS);
    }

    /** No operation: closed trips expire. */
    @Override
    public void forgetClosed(long nowMillis) {
        state.enter().close();
    }

    /** Removes from the list what another process closed and could not remove. */
    private Stream<Trip> listed(CassandraStatement listing, Object... values) {
        if (identity.isOfEarlierFormat()) {
            return Stream.empty();
        }
        return CassandraRows.stream(state, () -> found(keys(session.bind(listing, values))))
                .flatMap(Optional::stream)
                .filter(trip -> {
                    boolean isClosed = trip.state() == Trip.State.CLOSED;
                    if (isClosed) {
                        clear(trip.key());
                    }
                    return !isClosed;
                });
    }

    private List<TripKey> keys(BoundStatement listing) {
        List<TripKey> keys = new ArrayList<>();
        session.rows(listing).forEachRemaining(row -> keys.add(new TripKey(text(row, "owner"), text(row, "id"))));
        return keys;
    }

    private Iterator<Optional<Trip>> found(List<TripKey> keys) {
        return new ReadAhead<>(keys.stream()
                .<Supplier<Iterator<Optional<Trip>>>>map(
                        key -> () -> session.rows(reading(key)).decoded(row -> trip(key, row)))
                .toList());
    }

    /** Of a trip that expired, rows without anything else may be left. */
    private static Optional<Trip> trip(TripKey key, Row row) {
        return row.isNull("header")
                ? Optional.empty()
                : Optional.of(TripCodec.decode(key, CassandraReads.bytes(row, "header")));
    }

    private void clear(TripKey key) {
        long micros = TimeUnit.MILLISECONDS.toMicros(System.currentTimeMillis() + CLOCKS_DIFFER_MILLIS);
        session.execute(session.bind(CassandraStatement.DELETE_TRIP_ROWS, micros, key.owner(), key.id()));
        session.execute(session.bind(CassandraStatement.UNREGISTER_TRIP, key.owner(), key.id()));
    }

    private boolean isApplied(Statement<?> change) {
        return session.execute(change).wasApplied();
    }

    /** With the consistency that also completes a change whose writer heard no answer. */
    private BoundStatement reading(TripKey key) {
        return session.bind(CassandraStatement.READ_TRIP, key.owner(), key.id())
                .setConsistencyLevel(ConsistencyLevel.SERIAL);
    }

    private static ByteBuffer header(Trip trip) {
        return ByteBuffer.wrap(TripCodec.encode(trip));
    }

    private static String text(Row row, String column) {
        return Objects.requireNonNull(row.getString(column), "part of the key");
    }
}
