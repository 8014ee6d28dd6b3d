package dev.wayside.kvstore.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import dev.wayside.kvstore.HistoryStore;
import dev.wayside.kvstore.HistoryStoreException;
import dev.wayside.kvstore.Samples;
import dev.wayside.kvstore.Trip;
import dev.wayside.kvstore.TripKey;
import dev.wayside.kvstore.TripProgress;
import dev.wayside.kvstore.TripRows;
import dev.wayside.kvstore.TripStore;
import dev.wayside.kvstore.rocksdb.RocksDbHistoryStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TripCopyTest {

    private static final TripKey KEY = new TripKey("fleet", "tram-7");

    @TempDir
    private Path folder;

    private HistoryStore source;
    private HistoryStore target;

    @BeforeEach
    void open() {
        source = RocksDbHistoryStore.openOrCreate(folder.resolve("source"), Samples.SETTINGS);
        target = RocksDbHistoryStore.openOrCreate(folder.resolve("target"), Samples.SETTINGS);
    }

    @AfterEach
    void close() {
        source.close();
        target.close();
    }

    @Test
    void aTripIsCopiedWithItsRowsAndAgainWithThoseThatItGotSince() {
        Trip trip = Trip.opened(KEY, "tram 7", 1);
        source.trips().open(trip);
        Trip grown = append(trip, 3, new TripProgress(0, 0, 0, 0), 1);
        copy(grown);
        assertThat(target.trips().find(KEY)).contains(grown);

        Trip more = append(grown, 2, new TripProgress(3, 1, 1, 20), 2);
        Trip last = append(more, 1, new TripProgress(5, 1, 1, 20), 3);
        copy(last);
        copy(last);

        assertThat(target.trips().find(KEY)).contains(last);
        assertThat(rows(target.trips())).isEqualTo(rows(source.trips())).hasSize(3);
    }

    @Test
    void aTripThatEndedIsCopiedAsEnded() {
        Trip trip = Trip.opened(KEY, "tram 7", 1);
        source.trips().open(trip);
        Trip grown = append(trip, 3, TripProgress.NONE, 1);
        source.trips().end(grown, grown.closing(9));

        copy(grown.closing(9));

        assertThat(target.trips().find(KEY)).contains(grown.closing(9));
        assertThat(rows(target.trips())).hasSize(1);
    }

    @Test
    void aTripWithOtherRowsInTheTargetIsRefused() {
        Trip trip = Trip.opened(KEY, "tram 7", 1);
        source.trips().open(trip);
        target.trips().open(trip);
        target.trips().append(trip, trip.grown(2, TripProgress.NONE, 5), new byte[] {9});
        Trip grown = append(trip, 3, TripProgress.NONE, 1);

        assertThatExceptionOfType(HistoryStoreException.class)
                .isThrownBy(() -> copy(grown))
                .withMessageContaining("other rows in the target");
    }

    private void copy(Trip trip) {
        new TripCopy(source.trips(), target.trips()).copy(trip);
    }

    private Trip append(Trip known, int rows, TripProgress progress, int value) {
        Trip grown = known.grown(rows, progress, known.changedMillis() + 1);
        assertThat(source.trips().append(known, grown, new byte[] {(byte) value}))
                .isTrue();
        return grown;
    }

    private static List<TripRows> rows(TripStore trips) {
        try (Stream<TripRows> rows = trips.rows(KEY, 1)) {
            return rows.toList();
        }
    }
}
