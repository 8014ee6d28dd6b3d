package dev.wayside.kvstore.cassandra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.stream.Stream;

import dev.wayside.kvstore.HistoryStore;
import dev.wayside.kvstore.HistoryStoreException;
import dev.wayside.kvstore.Samples;
import dev.wayside.kvstore.StoreSettings;
import dev.wayside.kvstore.Trip;
import dev.wayside.kvstore.TripKey;
import dev.wayside.kvstore.TripProgress;
import dev.wayside.kvstore.TripStoreContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** On the real Cassandra that {@code cassandra/cluster start} started in the directory WAYSIDE_CASSANDRA. */
@EnabledIfEnvironmentVariable(named = "WAYSIDE_CASSANDRA", matches = ".+", disabledReason = "no Cassandra runs here")
class CassandraTripsTest extends TripStoreContract {

    private static TestKeyspace keyspace;

    private boolean isEmptied;

    @BeforeAll
    static void createStore() {
        keyspace = TestKeyspace.create(Samples.SETTINGS, new CassandraLayout(1, 7, 0));
    }

    @AfterAll
    static void dropStore() {
        keyspace.close();
    }

    @Override
    protected HistoryStore open(StoreSettings settings) {
        if (!isEmptied) {
            keyspace.empty();
            isEmptied = true;
        }
        return keyspace.location().openOrCreate(settings);
    }

    @Test
    void oneProcessContinuesTheTripOfAnother() {
        TripKey key = new TripKey("fleet", "shared");
        try (HistoryStore one = keyspace.location().open();
                HistoryStore other = keyspace.location().open()) {
            Trip trip = Trip.opened(key, "tram 7", 1);
            one.trips().open(trip);
            Trip grown = trip.grown(2, TripProgress.NONE, 2);
            assertThat(other.trips().append(trip, grown, new byte[] {1})).isTrue();

            assertThat(one.trips().append(trip, grown, new byte[] {2})).isFalse();
            assertThat(one.trips().find(key)).contains(grown);
        }
    }

    @Test
    void aTripWhoseProcessDiedWhileItClosedTheTripIsTidiedByTheNextListing() {
        TripKey key = new TripKey("fleet", "interrupted");
        try (HistoryStore store = keyspace.location().open()) {
            Trip trip = Trip.opened(key, "tram 7", 1);
            store.trips().open(trip);
            Trip grown = trip.grown(2, TripProgress.NONE, 2);
            store.trips().append(trip, grown, new byte[] {1});
            store.trips().end(grown, grown.closing(3));
            store.trips().close(grown.closing(3).closed(TripProgress.NONE));
            keyspace.execute("INSERT INTO unfinished_trip (shelf, owner, id) VALUES (0, 'fleet', 'interrupted')");
            keyspace.execute("INSERT INTO trip (owner, id, first_row, value) VALUES ('fleet', 'interrupted', 1, 0x01)");

            try (Stream<Trip> open = store.trips().unfinished()) {
                assertThat(open).isEmpty();
            }
        }
        assertThat(keyspace.count("SELECT * FROM unfinished_trip")).isZero();
        assertThat(keyspace.count("SELECT first_row FROM trip WHERE owner = 'fleet' AND id = 'interrupted'"
                        + " AND first_row > 0"))
                .isZero();
    }

    @Test
    void aStoreOfAnEarlierVersionIsReadAsItIsAndHasTripsOnceItIsUpgraded() {
        CassandraLayout layout = new CassandraLayout(1, 7, 0);
        TripKey key = new TripKey("fleet", "tram-7");
        try (TestKeyspace earlier = TestKeyspace.create(Samples.SETTINGS, layout)) {
            earlier.execute("DROP TABLE trip");
            earlier.execute("DROP TABLE unfinished_trip");
            // As the program does, because the row was inserted with a condition.
            earlier.execute("UPDATE store SET format_version = '1' WHERE id = 0 IF EXISTS");
            try (HistoryStore reader = earlier.location().openReadOnly();
                    Stream<Trip> unfinished = reader.trips().unfinished()) {
                assertThat(unfinished).isEmpty();
                assertThat(reader.trips().find(key)).isEmpty();
                assertThatExceptionOfType(HistoryStoreException.class)
                        .isThrownBy(() -> reader.trips().open(Trip.opened(key, "tram 7", 1)))
                        .withMessageContaining("can only be read");
            }

            CassandraHistoryStore.create(earlier.location(), Samples.SETTINGS, layout);

            try (HistoryStore writer = earlier.location().open()) {
                assertThat(writer.trips().open(Trip.opened(key, "tram 7", 1))).isTrue();
            }
        }
    }
}
