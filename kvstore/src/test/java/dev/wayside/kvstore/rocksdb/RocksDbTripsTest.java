package dev.wayside.kvstore.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;

import dev.wayside.kvstore.CellKey;
import dev.wayside.kvstore.HistoryBatch;
import dev.wayside.kvstore.HistoryStore;
import dev.wayside.kvstore.Samples;
import dev.wayside.kvstore.StoreSettings;
import dev.wayside.kvstore.Trip;
import dev.wayside.kvstore.TripKey;
import dev.wayside.kvstore.TripProgress;
import dev.wayside.kvstore.TripStore;
import dev.wayside.kvstore.TripStoreContract;
import dev.wayside.kvstore.VisitSignal;
import dev.wayside.kvstore.rocksdb.RocksDbTables.Access;
import dev.wayside.kvstore.rocksdb.RocksDbTables.Table;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.RocksDBException;

class RocksDbTripsTest extends TripStoreContract {

    private static final CellKey CELL = new CellKey("cmcc", "70017");
    private static final TripKey KEY = new TripKey("fleet", "tram-7");

    @TempDir
    private Path folder;

    @Override
    protected HistoryStore open(StoreSettings settings) {
        return RocksDbHistoryStore.openOrCreate(folder.resolve("store"), settings);
    }

    @Test
    void aStoreOfAnEarlierVersionIsReadAsItIsAndHasTripsOnceItIsOpenedForWriting() throws RocksDBException {
        Path directory = folder.resolve("earlier");
        try (HistoryStore store = RocksDbHistoryStore.openOrCreate(directory, Samples.SETTINGS)) {
            store.write(
                    new HistoryBatch(List.of(Samples.visit(CELL, LocalDate.of(2026, 1, 5), 1, 0, 80, 1)), List.of()));
        }
        try (RocksDbTables tables = RocksDbTables.open(directory, Access.WRITE)) {
            tables.database().dropColumnFamily(tables.handle(Table.TRIP));
        }

        try (HistoryStore reader = RocksDbHistoryStore.openReadOnly(directory);
                Stream<VisitSignal> signals = reader.signals(CELL);
                Stream<Trip> open = reader.trips().unfinished()) {
            assertThat(signals).hasSize(1);
            assertThat(open).isEmpty();
            assertThat(reader.trips().find(KEY)).isEmpty();
        }
        try (HistoryStore writer = RocksDbHistoryStore.open(directory)) {
            assertThat(writer.trips().open(Trip.opened(KEY, "tram 7", 1))).isTrue();
        }
    }

    @Test
    void closedTripsAreForgottenAfterAWhileAndOpenOnesNever() {
        try (HistoryStore store = RocksDbHistoryStore.openOrCreate(folder.resolve("old"), Samples.SETTINGS)) {
            Trip closing = Trip.opened(new TripKey("", "closed"), "tram 7", 1);
            store.trips().open(closing);
            store.trips().end(closing, closing.closing(5));
            store.trips().close(closing.closing(5).closed(TripProgress.NONE));
            Trip open = Trip.opened(new TripKey("", "open"), "tram 7", 1);
            store.trips().open(open);

            store.trips().forgetClosed(6 + TripStore.CLOSED_KEPT.toMillis());

            assertThat(store.trips().find(closing.key())).isEmpty();
            assertThat(store.trips().find(open.key())).contains(open);
        }
    }
}
