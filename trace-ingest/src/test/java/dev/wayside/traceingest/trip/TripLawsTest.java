package dev.wayside.traceingest.trip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;

import dev.wayside.kvstore.HistoryStore;
import dev.wayside.kvstore.StoreSettings;
import dev.wayside.kvstore.TripKey;
import dev.wayside.kvstore.rocksdb.RocksDbHistoryStore;
import dev.wayside.traceingest.IngestListener;
import dev.wayside.traceingest.IngestSettings;
import dev.wayside.traceingest.StreamIngestion;
import dev.wayside.traceingest.format.LogReading;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The law of trips: however rows are cut into requests, the history is the same. */
class TripLawsTest {

    private static final StoreSettings SETTINGS = new StoreSettings(100, 20, 1, 5_000, 3_000, ZoneId.of("UTC"));
    private static final TripKey KEY = new TripKey("fleet", "tram-7");
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-01-06T00:00:00Z"));
    private static final int ROWS = 1_500;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void anyCuttingOverlapRepetitionAndRestartGivesWhatOneRequestGives(long seed) {
        List<String> lines = DriveLines.random(seed, ROWS);
        List<String> whole;
        try (HistoryStore store = open("whole")) {
            TripIngestion trips = trips(store, 1 << 24);
            trips.open(KEY, "tram 7");
            append(trips, 0, lines);
            trips.close(KEY);
            whole = StoreDump.of(store);
        }

        assertThat(cutAtRandom(lines, new Random(seed))).isNotEmpty().isEqualTo(whole);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void aTripGivesWhatTheWholeLogGives(long seed) {
        List<String> lines = DriveLines.random(seed, ROWS);
        try (HistoryStore ofLog = open("log");
                HistoryStore ofTrip = open("trip")) {
            new StreamIngestion(ofLog, IngestSettings.DEFAULT)
                    .ingest("log", null, new ByteArrayInputStream(DriveLines.body(lines)), new IngestListener() {});
            TripIngestion trips = trips(ofTrip, 1 << 24);
            trips.open(KEY, "tram 7");
            append(trips, 0, lines);
            trips.close(KEY);

            assertThat(StoreDump.withoutTraces(ofTrip)).isNotEmpty().isEqualTo(StoreDump.withoutTraces(ofLog));
        }
    }

    private List<String> cutAtRandom(List<String> lines, Random random) {
        HistoryStore store = open("cut");
        try {
            TripIngestion one = trips(store, 1 << 24);
            TripIngestion other = trips(store, random.nextBoolean() ? 0 : 1 << 24);
            one.open(KEY, "tram 7");
            int acknowledged = 0;
            while (acknowledged < lines.size()) {
                int from = Math.max(0, acknowledged - (random.nextInt(4) == 0 ? random.nextInt(60) : 0));
                int to = Math.min(lines.size(), from + 1 + random.nextInt(random.nextBoolean() ? 4 : 150));
                TripIngestion trips = random.nextInt(3) == 0 ? other : one;
                AppendedRows appended = append(trips, from, lines.subList(from, to));
                acknowledged = Math.max(acknowledged, to);
                assertThat(appended.trip().rows()).isEqualTo(acknowledged);
                if (random.nextInt(10) == 0) {
                    store.close();
                    store = open("cut");
                    one = trips(store, 1 << 24);
                    other = trips(store, 0);
                }
            }
            one.close(KEY);
            return StoreDump.of(store);
        } finally {
            store.close();
        }
    }

    private static AppendedRows append(TripIngestion trips, int after, List<String> lines) {
        return trips.append(KEY, after, LogReading.AS_LOGGED, null, new ByteArrayInputStream(DriveLines.body(lines)));
    }

    private static TripIngestion trips(HistoryStore store, long memoryBytes) {
        return new TripIngestion(store, CLOCK, memoryBytes);
    }

    private HistoryStore open(String name) {
        return RocksDbHistoryStore.openOrCreate(folder.resolve(name), SETTINGS);
    }
}
