package dev.wayside.api.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import dev.wayside.kvstore.CellKey;
import dev.wayside.kvstore.HistoryStore;
import dev.wayside.kvstore.StoreSettings;
import dev.wayside.kvstore.VisitSignal;
import dev.wayside.kvstore.rocksdb.RocksDbHistoryStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Kills {@code wayside serve} while it takes traces in: whatever it had answered for must be there. */
class ServeKillTest {

    private static final int ROUNDS = 3;
    private static final int ROWS = 50;

    @TempDir
    private Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private final Random random = new Random(20_260_105);
    private final List<String> acknowledged = new ArrayList<>();

    @Test
    @Timeout(180)
    void aKillLosesNoRowThatWasAcknowledged() throws Exception {
        Path store = folder.resolve("store");
        RocksDbHistoryStore.openOrCreate(store, new StoreSettings(100, 5, 1, 500, 300, ZoneOffset.UTC))
                .close();
        for (int round = 0; round < ROUNDS; round++) {
            int before = acknowledged.size();
            ingestUntilKilled(store, round);
            assertThat(acknowledged.size())
                    .as("acknowledged in round %d", round)
                    .isGreaterThan(before);
            requireAcknowledged(store);
        }
    }

    private void ingestUntilKilled(Path store, int round) throws IOException, InterruptedException {
        Process service = serve(store);
        try (BufferedReader talk = service.errorReader()) {
            String url = talk.readLine().substring("listening on ".length());
            int bodies = 20 + random.nextInt(100);
            for (int body = 0; ; body++) {
                if (body == bodies) {
                    Thread killer = new Thread(() -> service.toHandle().destroyForcibly());
                    killer.start();
                }
                String cell = "round-" + round + "-" + body;
                if (!send(url, cell)) {
                    break;
                }
                acknowledged.add(cell);
            }
        }
        assertThat(service.waitFor()).isEqualTo(RunningIngest.KILLED);
    }

    private boolean send(String url, String cell) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/v1/traces"))
                .header("Content-Type", "text/csv")
                .POST(BodyPublishers.ofString(
                        new CanonicalLog().rows(ROWS, "cmcc", cell).text()))
                .build();
        try {
            return client.send(request, BodyHandlers.ofString()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private void requireAcknowledged(Path directory) {
        try (HistoryStore store = RocksDbHistoryStore.openReadOnly(directory)) {
            for (String cell : acknowledged) {
                try (Stream<VisitSignal> signals = store.signals(new CellKey("cmcc", cell))) {
                    assertThat(signals.mapToInt(signal -> signal.rsrp().length())
                                    .sum())
                            .as("samples of %s", cell)
                            .isEqualTo(ROWS);
                }
            }
        }
    }

    private Process serve(Path store) throws IOException {
        return WaysideProcess.in(folder).startHeard("serve", "--store", store.toString(), "--port", "0");
    }
}
