package dev.wayside.kvstore.rocksdb;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

import dev.wayside.kvstore.Trip;
import dev.wayside.kvstore.TripKey;
import dev.wayside.kvstore.TripRows;
import dev.wayside.kvstore.TripStore;
import dev.wayside.kvstore.engine.OpenState;
import dev.wayside.kvstore.engine.StoredValues;
import dev.wayside.kvstore.engine.TripCodec;
import dev.wayside.kvstore.rocksdb.RocksDbTables.Table;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * The trips of an embedded store. Changes of one trip exclude each other. RocksDB syncs its log once for all changes
 * that wait for it at the same time.
 */
final class RocksDbTrips implements TripStore {

    /** Chosen: far more than threads, so that two trips rarely share a lock while one is synced. */
    private static final int LOCKS = 1_024;

    private final OpenState state;
    private final RocksDbTables tables;
    private final Object[] locks = new Object[LOCKS];

    RocksDbTrips(OpenState state, RocksDbTables tables) {
        this.state = state;
        this.tables = tables;
        for (int i = 0; i < LOCKS; i++) {
            locks[i] = new Object();
        }
    }

    @Override
    public Optional<Trip> find(TripKey key) {
        try (OpenState.Lease lease = state.enter()) {
            if (!tables.has(Table.TRIP)) {
                return Optional.empty();
            }
            byte[] unfinished = tables.find(Table.TRIP, TripCodec.key(key));
            byte[] value = unfinished == null ? tables.find(Table.TRIP, TripCodec.closed(key)) : unfinished;
            return Optional.ofNullable(value).map(found -> decode(key, found));
        } catch (RocksDBException e) {
            throw RocksDbErrors.reading(e);
        }
    }

    @Override
    public boolean open(Trip trip) {
        return change(trip.key(), () -> find(trip.key()).isEmpty(), rows -> put(rows, trip));
    }

    @Override
    public boolean append(Trip known, Trip grown, byte[] value) {
        return change(known.key(), () -> isUnchanged(known), rows -> {
            put(rows, grown);
            rows.put(tables.handle(Table.TRIP), TripCodec.rows(known.key(), known.rows() + 1), value);
        });
    }

    @Override
    public boolean end(Trip known, Trip closing) {
        return change(known.key(), () -> isUnchanged(known), rows -> put(rows, closing));
    }

    @Override
    public boolean close(Trip closed) {
        TripKey key = closed.key();
        return change(key, () -> isIn(Trip.State.CLOSING, key), rows -> {
            rows.put(tables.handle(Table.TRIP), TripCodec.closed(key), TripCodec.encode(closed));
            rows.delete(tables.handle(Table.TRIP), TripCodec.key(key));
            rows.deleteRange(tables.handle(Table.TRIP), TripCodec.rows(key, 0), TripCodec.afterRows(key));
        });
    }

    @Override
    public Stream<TripRows> rows(TripKey key, int fromRow) {
        if (!tables.has(Table.TRIP)) {
            return Stream.empty();
        }
        RocksDbRange range = range(TripCodec.rows(key, 0), TripCodec.afterRows(key));
        range.seekToOrBefore(TripCodec.rows(key, fromRow), TripCodec.rows(key, 0));
        return range.stream((found, value) -> new TripRows(TripCodec.readFirstRow(found), value));
    }

    @Override
    public Stream<Trip> unfinishedOf(String owner, String afterId) {
        return trips(TripCodec.after(owner, afterId), TripCodec.afterOwner(owner));
    }

    @Override
    public Stream<Trip> unfinished() {
        return trips(TripCodec.beforeUnfinished(), TripCodec.afterUnfinished());
    }

    @Override
    public void forgetClosed(long nowMillis) {
        long beforeMillis = nowMillis - CLOSED_KEPT.toMillis();
        try (Stream<Trip> closed = trips(TripCodec.beforeClosed(), TripCodec.afterClosed())) {
            closed.filter(trip -> trip.changedMillis() < beforeMillis).forEach(trip -> forget(trip.key()));
        }
    }

    private void forget(TripKey key) {
        try (OpenState.Lease lease = state.enter()) {
            tables.database().delete(tables.handle(Table.TRIP), TripCodec.closed(key));
        } catch (RocksDBException e) {
            throw RocksDbErrors.writing(e);
        }
    }

    private boolean isUnchanged(Trip known) {
        return find(known.key())
                .filter(trip -> trip.isOpen() && trip.rows() == known.rows())
                .isPresent();
    }

    private boolean isIn(Trip.State stage, TripKey key) {
        return find(key).filter(trip -> trip.state() == stage).isPresent();
    }

    private void put(WriteBatch rows, Trip trip) throws RocksDBException {
        rows.put(tables.handle(Table.TRIP), TripCodec.key(trip.key()), TripCodec.encode(trip));
    }

    private boolean change(TripKey key, BooleanSupplier condition, Change change) {
        synchronized (locks[Math.floorMod(key.hashCode(), LOCKS)]) {
            if (!condition.getAsBoolean()) {
                return false;
            }
            try (OpenState.Lease lease = state.enter();
                    WriteBatch rows = new WriteBatch();
                    WriteOptions options = new WriteOptions().setSync(true)) {
                change.write(rows);
                tables.database().write(options, rows);
                return true;
            } catch (RocksDBException e) {
                throw RocksDbErrors.writing(e);
            }
        }
    }

    private Stream<Trip> trips(byte[] start, byte[] end) {
        return tables.has(Table.TRIP)
                ? range(start, end).stream((key, value) -> TripCodec.decode(TripCodec.readKey(key), value))
                : Stream.empty();
    }

    private RocksDbRange range(byte[] start, byte[] end) {
        return new RocksDbRange(
                state.enter(), tables.database(), tables.handle(Table.TRIP), start, end, failure -> failure);
    }

    private static Trip decode(TripKey key, byte[] value) {
        return StoredValues.decoding(() -> TripCodec.decode(key, value));
    }

    /** The rows of a change. */
    private interface Change {
        void write(WriteBatch rows) throws RocksDBException;
    }
}
