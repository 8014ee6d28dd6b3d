package dev.wayside.api.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wayside.kvstore.CellKey;
import dev.wayside.kvstore.HandoverKind;
import dev.wayside.kvstore.rocksdb.RocksDbHistoryStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatusTest {

    private static final CellKey CELL = new CellKey("cmcc", "84-17");

    @TempDir
    private Path directory;

    @Test
    void anEmptyStoreIsReportedAsEmpty() throws Exception {
        try (RunningService wayside = new RunningService(directory)) {
            JsonNode status = wayside.get("/v1/status").json();

            assertThat(status.get("carriers")).isEmpty();
            assertThat(status.at("/settings/windowLength").intValue()).isEqualTo(5);
            assertThat(status.at("/settings/zone").textValue()).isEqualTo("Z");
            assertThat(status.at("/ingest/visits").intValue()).isZero();
            assertThat(status.get("ingest").has("lastWrite")).isFalse();
        }
    }

    @Test
    void whatWasThereBeforeIsCountedAndWhatIsWrittenIsFollowed() throws Exception {
        try (RocksDbHistoryStore store = RocksDbHistoryStore.openOrCreate(directory, RunningService.SETTINGS)) {
            PastVisits before = new PastVisits(store);
            before.rampWithHandover(CELL, 1, PastVisits.MONDAY + PastVisits.DAY_MILLIS, 12, -90, HandoverKind.OUTAGE);
            before.ramp(CELL, 2, PastVisits.MONDAY, 7, -60, 1e6);
        }
        try (RunningService wayside = new RunningService(directory)) {
            JsonNode carrier = wayside.get("/v1/status").json().at("/carriers/0");
            assertThat(carrier.get("carrier").textValue()).isEqualTo("cmcc");
            assertThat(carrier.get("cells").intValue()).isEqualTo(1);
            assertThat(carrier.get("days")).hasSize(2);
            assertThat(carrier.get("visits").intValue()).isEqualTo(2);
            assertThat(carrier.get("samples").intValue()).isEqualTo(19);
            assertThat(carrier.get("windows").intValue()).isEqualTo(8 + 3);
            assertThat(carrier.at("/handovers/OUTAGE").intValue()).isEqualTo(1);
            assertThat(carrier.at("/newestVisit/end").textValue()).isEqualTo("2026-01-06T08:00:01.200Z");

            new PastVisits(wayside.store).ramp(CELL, 3, PastVisits.MONDAY + 9 * PastVisits.DAY_MILLIS, 6, -60, 1e6);

            JsonNode status = wayside.get("/v1/status").json();
            assertThat(status.at("/ingest/visits").intValue()).isEqualTo(1);
            assertThat(status.at("/ingest/samples").intValue()).isEqualTo(6);
            assertThat(status.at("/ingest/windows").intValue()).isEqualTo(2);
            assertThat(Instant.parse(status.at("/ingest/lastWrite").textValue()))
                    .isAfterOrEqualTo(Instant.parse(status.at("/ingest/since").textValue()));
            assertThat(status.at("/carriers/0/newestVisit/start").textValue()).isEqualTo("2026-01-14T08:00:00Z");
        }
    }

    @Test
    void aDeletedDayIsForgotten() throws Exception {
        try (RunningService wayside = new RunningService(directory)) {
            PastVisits visits = new PastVisits(wayside.store);
            visits.ramp(CELL, 1, PastVisits.MONDAY, 6, -60, 1e6);
            visits.ramp(CELL, 1, PastVisits.MONDAY + PastVisits.DAY_MILLIS, 6, -60, 1e6);
            wayside.store.deleteDay("cmcc", RunningService.SETTINGS.dayOf(PastVisits.MONDAY + PastVisits.DAY_MILLIS));

            JsonNode status = wayside.get("/v1/status").json();

            assertThat(status.at("/carriers/0/newestVisit/start").textValue()).isEqualTo("2026-01-05T08:00:00Z");
        }
    }
}
