package dev.wayside.traceingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;

import dev.wayside.kvstore.CellKey;
import dev.wayside.kvstore.HistoryStore;
import dev.wayside.kvstore.PerformanceSeries;
import dev.wayside.kvstore.Quantity;
import dev.wayside.kvstore.StoreSettings;
import dev.wayside.kvstore.VisitSignal;
import dev.wayside.kvstore.rocksdb.RocksDbHistoryStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The radio conditions next to the signal, from a log to the store. */
class RadioConditionsTest {

    private static final StoreSettings SETTINGS = new StoreSettings(1_000, 10, 1, 5_000, 3_000, ZoneId.of("UTC"));

    @TempDir
    private Path folder;

    @Test
    void levelsOfAGridStepAreAveragedAndOfIdentitiesTheLastOneCounts() throws Exception {
        PerformanceSeries stored = stored("""
                time,carrier,cell,rsrp_dbm,rsrq_db,sinr_db,channel,band,pci,ss_rsrp_dbm,timing_advance
                2026-03-10T07:00:00.000Z,262-01,A,-90,-10,10,1300,3,17,-80,4
                2026-03-10T07:00:00.500Z,262-01,A,-90,-11,13,6400,20,400,-85,8
                2026-03-10T07:00:01.000Z,262-01,A,-90,,,,,,,
                2026-03-10T07:00:02.000Z,262-01,A,-90,-12,9,100,1,7,,
                2026-03-10T07:00:02.500Z,262-01,A,-90,,9.5,,,,,
                """);

        assertThat(values(stored, 0)).containsExactly(-10.5, 11.5, 6400.0, 20.0, 400.0, -82.5, 6.0);
        assertThat(values(stored, 1)).containsOnly(Double.NaN);
        assertThat(stored.value(Quantity.SINR_DB, 2)).isEqualTo(9.3);
        assertThat(stored.value(Quantity.CHANNEL, 2)).isEqualTo(100);
    }

    @Test
    void aLogWithoutThemTakesNoSpaceForThem() throws Exception {
        PerformanceSeries stored = stored("""
                time,carrier,cell,rsrp_dbm,rtt_ms,pci
                2026-03-10T07:00:00Z,262-01,A,-90,40,
                2026-03-10T07:00:01Z,262-01,A,-90,41,2147483647
                """);

        assertThat(stored.quantities()).containsExactly(Quantity.RTT_MILLIS);
    }

    private static List<Double> values(PerformanceSeries series, int sample) {
        return Stream.of(
                        Quantity.RSRQ_DB,
                        Quantity.SINR_DB,
                        Quantity.CHANNEL,
                        Quantity.BAND,
                        Quantity.PCI,
                        Quantity.SS_RSRP_DBM,
                        Quantity.TIMING_ADVANCE)
                .map(quantity -> series.value(quantity, sample))
                .toList();
    }

    private PerformanceSeries stored(String log) throws Exception {
        Path file = Files.writeString(folder.resolve("log.csv"), log);
        try (HistoryStore store = RocksDbHistoryStore.openOrCreate(folder.resolve("store"), SETTINGS)) {
            Ingestion.into(store, IngestSettings.DEFAULT, new IngestListener() {})
                    .run(List.of(file));
            try (Stream<VisitSignal> signals = store.signals(new CellKey("262-01", "A"))) {
                VisitSignal only = signals.toList().get(0);
                return store.performance(List.of(only.key())).get(only.key());
            }
        }
    }
}
