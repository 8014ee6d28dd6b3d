package dev.wayside.api.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wayside.api.blackbox.RunningService.Answer;
import dev.wayside.api.http.ServiceSettings;
import dev.wayside.api.http.upkeep.BackupDirectory;
import dev.wayside.kvstore.CellKey;
import dev.wayside.kvstore.HistoryBatch;
import dev.wayside.kvstore.HistoryListener;
import dev.wayside.kvstore.StoreLocation;
import dev.wayside.kvstore.cassandra.CassandraHistoryStore;
import dev.wayside.kvstore.cassandra.CassandraLayout;
import dev.wayside.kvstore.cassandra.CassandraLocation;
import dev.wayside.kvstore.command.StoreLocations;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two services over one store on the real Cassandra that {@code kvstore/cassandra/cluster start} started in the
 * directory WAYSIDE_CASSANDRA: what one takes in, the other answers from.
 */
@EnabledIfEnvironmentVariable(named = "WAYSIDE_CASSANDRA", matches = ".+", disabledReason = "no Cassandra runs here")
@Timeout(180)
class ClusterServiceTest {

    private static final String RAMP = "-75,-76,-77,-78,-79";
    private static final String OBSERVATION = "{\"carrier\":\"cmcc\",\"cell\":\"a\",\"rsrpDbm\":[" + RAMP + "]}";

    @TempDir
    private Path folder;

    /** Changes that the other service's store reports, after its matcher and its status know them. */
    private final BlockingQueue<Object> told = new LinkedBlockingQueue<>();

    private RunningService one;
    private RunningService other;

    @BeforeEach
    void start() throws IOException {
        String contact = Files.readString(Path.of(System.getenv("WAYSIDE_CASSANDRA"), "contact"))
                .strip();
        String keyspace =
                "test_" + UUID.randomUUID().toString().replace("-", "").substring(0, 16);
        StoreLocation location = StoreLocations.parse("cassandra://" + contact + "/" + keyspace);
        CassandraHistoryStore.create(
                (CassandraLocation) location, RunningService.SETTINGS, new CassandraLayout(1, 7, 0));
        BackupDirectory backups = new BackupDirectory(folder, InstantSource.system());
        one = new RunningService(
                location.open(),
                ServiceSettings.onLoopback(RunningService.SETTINGS, 0).withBackups(backups));
        other = new RunningService(location.open());
        other.store.addListener(new HistoryListener() {
            @Override
            public void written(HistoryBatch batch) {}

            @Override
            public void writtenElsewhere(Set<CellKey> cells) {
                told.add(cells);
            }

            @Override
            public void dayDeleted(String carrier, LocalDate day) {
                told.add(day);
            }
        });
    }

    @AfterEach
    void stop() {
        other.close();
        one.close();
    }

    @Test
    void anyServiceTakesAnyRowsOfATrip() throws Exception {
        one.post("/v1/trips", "{\"device\": \"tram 7\", \"id\": \"tram-7\"}");
        for (int row = 0; row < 60; row++) {
            RunningService service = row % 3 == 0 ? one : other;
            // Each overlaps the one before.
            int after = Math.max(0, row - 1);
            StringBuilder rows = new StringBuilder("time,carrier,cell,rsrp_dbm\n");
            for (int i = after; i <= row; i++) {
                rows.append(1_767_600_000_000L + i * 100L).append(i < 30 ? ",cmcc,a,-90\n" : ",cmcc,b,-90\n");
            }
            Answer answer = service.send(service.request("/v1/trips/tram-7/rows?after=" + after)
                    .header("Content-Type", "text/csv")
                    .POST(BodyPublishers.ofString(rows.toString())));
            assertThat(answer.json().get("rows").intValue())
                    .as(answer.response().body())
                    .isEqualTo(row + 1);
        }

        JsonNode closed = other.post("/v1/trips/tram-7/close", "").json();

        assertThat(closed.get("windows").intValue()).isEqualTo(2 * 26);
        for (String cell : new String[] {"a", "b"}) {
            assertThat(one.get("/v1/carriers/cmcc/cells/" + cell)
                            .json()
                            .get("windows")
                            .intValue())
                    .isEqualTo(26);
        }
        assertThat(one.get("/v1/trips/tram-7").json().get("state").textValue()).isEqualTo("closed");
    }

    @Test
    void whatOneServiceTakesInTheOtherAnswersStreamsShowsAndForgets() throws Exception {
        CellKey cell = new CellKey("cmcc", "a");
        takeIn("2026-01-05T08:00:00Z");
        assertThat(matches(one)).hasSize(1);
        assertThat(told.take()).isEqualTo(Set.of(cell));
        assertThat(newestVisit(other)).isEqualTo("2026-01-05T08:00:00Z");

        try (Vehicle vehicle = new Vehicle(other)) {
            vehicle.send("cmcc", "a", RAMP);
            assertThat(vehicle.prediction().get("matches")).hasSize(1);

            takeIn("2026-01-05T09:00:00Z");
            assertThat(matches(one)).hasSize(2);
            assertThat(told.take()).isEqualTo(Set.of(cell));

            vehicle.send("cmcc", "a", "-80");
            JsonNode streamed = vehicle.prediction();
            assertThat(streamed.get("matches")).hasSize(2);
            assertThat(streamed.at("/matches/0/distanceDb").doubleValue()).isZero();
            assertThat(streamed.at("/performance/downlinkBps/mean").doubleValue())
                    .isEqualTo(5e6);
        }
        // The status is counted again every few seconds at most.
        Eventually.await(
                "the status has the new visit", () -> newestVisit(other).equals("2026-01-05T09:00:00Z"));

        assertThat(one.send(one.request("/v1/carriers/cmcc/days/2026-01-05").DELETE())
                        .status())
                .isLessThan(300);
        assertThat(told.take()).isEqualTo(LocalDate.of(2026, 1, 5));
        assertThat(matches(other)).isEmpty();
    }

    @Test
    void aBackupIsTheClustersOwnMatter() throws Exception {
        Answer answer = one.send(one.request("/v1/backups").POST(BodyPublishers.noBody()));

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.json().get("type").textValue()).isEqualTo("/problems/no-backups");
        assertThat(answer.json().get("detail").textValue()).contains("nodetool snapshot");
        assertThat(folder).isEmptyDirectory();
    }

    private void takeIn(String start) throws Exception {
        StringBuilder csv = new StringBuilder("time,carrier,cell,rsrp_dbm,downlink_bps\n");
        for (int row = 0; row < 20; row++) {
            csv.append(String.format(
                    Locale.ROOT, "%s,cmcc,a,%d,5000000%n", Instant.parse(start).plusMillis(100L * row), -70 - row));
        }
        Answer answer = one.send(one.request("/v1/traces")
                .header("Content-Type", "text/csv")
                .POST(BodyPublishers.ofString(csv.toString())));
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
    }

    private static JsonNode matches(RunningService service) throws Exception {
        return service.predict(OBSERVATION).json().at("/predictions/0/matches");
    }

    private static String newestVisit(RunningService service) throws Exception {
        return service.get("/v1/status")
                .json()
                .at("/carriers/0/newestVisit/start")
                .asText();
    }
}
