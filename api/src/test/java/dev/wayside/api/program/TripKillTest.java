package dev.wayside.api.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wayside.kvstore.HistoryStore;
import dev.wayside.kvstore.StoreSettings;
import dev.wayside.kvstore.rocksdb.RocksDbHistoryStore;
import dev.wayside.traceingest.IngestListener;
import dev.wayside.traceingest.IngestSettings;
import dev.wayside.traceingest.StreamIngestion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Kills {@code wayside serve} while a trip grows: each row that was acknowledged is there, and counts once. */
class TripKillTest {

    private static final int ROUNDS = 5;
    private static final int ROWS = 4_000;
    private static final String HEADER = "time,carrier,cell,rsrp_dbm\n";
    private static final long START = 1_767_600_000_000L;
    private static final StoreSettings SETTINGS = new StoreSettings(100, 5, 1, 500, 300, ZoneOffset.UTC);

    @TempDir
    private Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private final Random random = new Random(20_260_105);
    private final List<String> rows = new ArrayList<>();
    private int acknowledged;

    @Test
    @Timeout(240)
    void aKillLosesNoRowThatWasAcknowledgedAndNoneCountsTwice() throws Exception {
        makeRows();
        Path store = folder.resolve("store");
        RocksDbHistoryStore.openOrCreate(store, SETTINGS).close();
        for (int round = 0; round < ROUNDS; round++) {
            int before = acknowledged;
            appendUntilKilled(store);
            assertThat(acknowledged).as("acknowledged in round %d", round).isGreaterThan(before);
        }
        finish(store);

        Path reference = folder.resolve("reference");
        try (HistoryStore whole = RocksDbHistoryStore.openOrCreate(reference, SETTINGS);
                HistoryStore killed = RocksDbHistoryStore.openReadOnly(store)) {
            byte[] log = (HEADER + String.join("", rows)).getBytes(StandardCharsets.UTF_8);
            new StreamIngestion(whole, IngestSettings.DEFAULT)
                    .ingest("log", null, new ByteArrayInputStream(log), new IngestListener() {});
            assertThat(killed.statistics().carriers())
                    .isNotEmpty()
                    .isEqualTo(whole.statistics().carriers());
        }
    }

    /** Three carriers, cells of random length. */
    private void makeRows() {
        int[] cells = new int[3];
        for (int i = 0; rows.size() < ROWS; i++) {
            for (int carrier = 0; carrier < cells.length; carrier++) {
                cells[carrier] += random.nextInt(30) == 0 ? 1 : 0;
                rows.add("%d,c%d,cell-%d,-%d%n"
                        .formatted(START + i * 100L, carrier, cells[carrier] % 7, 80 + random.nextInt(20)));
            }
        }
    }

    private void appendUntilKilled(Path store) throws Exception {
        Process service = serve(store);
        try (BufferedReader talk = service.errorReader()) {
            String url = talk.readLine().substring("listening on ".length());
            int next = open(url);
            assertThat(next).isGreaterThanOrEqualTo(acknowledged);
            int requests = 10 + random.nextInt(60);
            for (int request = 0; ; request++) {
                if (request == requests) {
                    Thread killer = new Thread(() -> service.toHandle().destroyForcibly());
                    killer.start();
                }
                int to = Math.min(next + 1 + random.nextInt(12), rows.size() - 100);
                if (!append(url, next, to)) {
                    break;
                }
                next = to;
                acknowledged = to;
            }
        }
        assertThat(service.waitFor()).isEqualTo(RunningIngest.KILLED);
    }

    private void finish(Path store) throws Exception {
        Process service = serve(store);
        try (BufferedReader talk = service.errorReader()) {
            String url = talk.readLine().substring("listening on ".length());
            assertThat(append(url, open(url), rows.size())).isTrue();
            HttpResponse<String> closed = client.send(
                    request(url + "/v1/trips/tram-7/close")
                            .POST(BodyPublishers.noBody())
                            .build(),
                    BodyHandlers.ofString());
            assertThat(closed.body()).contains("\"state\":\"closed\"", "\"rows\":" + rows.size());
        } finally {
            service.destroy();
            service.waitFor();
        }
    }

    /** The number of rows that the trip has. */
    private int open(String url) throws IOException, InterruptedException {
        HttpRequest request = request(url + "/v1/trips")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"device\": \"tram 7\", \"id\": \"tram-7\"}"))
                .build();
        String answer = client.send(request, BodyHandlers.ofString()).body();
        return new ObjectMapper().readTree(answer).get("rows").intValue();
    }

    private boolean append(String url, int from, int to) throws InterruptedException {
        HttpRequest request = request(url + "/v1/trips/tram-7/rows?after=" + from)
                .header("Content-Type", "text/csv")
                .POST(BodyPublishers.ofString(HEADER + String.join("", rows.subList(from, to))))
                .build();
        try {
            return client.send(request, BodyHandlers.ofString()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private static HttpRequest.Builder request(String url) {
        return HttpRequest.newBuilder(URI.create(url));
    }

    private Process serve(Path store) throws IOException {
        return WaysideProcess.in(folder).startHeard("serve", "--store", store.toString(), "--port", "0");
    }
}
