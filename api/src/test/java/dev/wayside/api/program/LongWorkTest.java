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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.wayside.api.http.access.AccessToken;
import dev.wayside.kvstore.HistoryStore;
import dev.wayside.kvstore.StoreSettings;
import dev.wayside.kvstore.rocksdb.RocksDbHistoryStore;
import dev.wayside.traceingest.IngestListener;
import dev.wayside.traceingest.IngestSettings;
import dev.wayside.traceingest.StreamIngestion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Legal requests that cost much, at once, and little memory: others are answered all the while. */
@Timeout(300)
class LongWorkTest {

    private static final StoreSettings SETTINGS = new StoreSettings(100, 10, 1, 500, 300, ZoneOffset.UTC);
    private static final int VISITS = 1_000;
    private static final int ROWS_PER_VISIT = 20;
    private static final int LONG_REQUESTS = 100;
    private static final int OBSERVATIONS = 1_000;
    /** Far more than a loaded machine needs, and far less than all of the long requests. */
    private static final Duration SOON = Duration.ofSeconds(10);

    @TempDir
    private Path folder;

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void aHundredLongRequestsHoldUpNobodyAndFillNoMemory() throws Exception {
        writeTheStore();
        Path configuration = Files.writeString(
                folder.resolve("wayside.yaml"),
                "store: store\nport: 0\ntokens:\n" + token("long") + token("short") + "\n");
        Process service =
                WaysideProcess.in(folder).withHeap("256m").startHeard("serve", "--config", configuration.toString());
        try {
            BufferedReader talk = service.errorReader();
            String url = talk.readLine().substring("listening on ".length());
            CompletableFuture<List<String>> said = new CompletableFuture<>();
            new Thread(() -> said.complete(talk.lines().toList())).start();

            List<Integer> statuses = ask(url);

            assertThat(statuses)
                    .hasSize(LONG_REQUESTS)
                    .isSubsetOf(200, 429, 503)
                    .contains(200);
            assertThat(service.isAlive()).isTrue();
            service.destroy();
            service.waitFor();
            assertThat(said.get()).noneMatch(line -> line.contains("OutOfMemoryError"));
        } finally {
            service.destroyForcibly().waitFor();
        }
    }

    /** Asks for long ones, and for short ones until all of these are answered; tells their statuses. */
    private List<Integer> ask(String url) throws IOException, InterruptedException {
        client.send(predictions(url, "short", body(1, 10)).build(), BodyHandlers.discarding());
        String body = body(OBSERVATIONS, 1_000);
        List<CompletableFuture<Integer>> answers = new ArrayList<>();
        for (int i = 0; i < LONG_REQUESTS; i++) {
            // An answer that does not end as it should is an error.
            answers.add(client.sendAsync(predictions(url, "long", body).build(), BodyHandlers.discarding())
                    .thenApply(HttpResponse::statusCode));
        }
        CompletableFuture<Void> all = CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new));
        int asked = 0;
        while (!all.isDone() || asked < 10) {
            HttpRequest one =
                    predictions(url, "short", body(1, 10)).timeout(SOON).build();
            assertThat(client.send(one, BodyHandlers.discarding()).statusCode()).isEqualTo(200);
            HttpRequest health = HttpRequest.newBuilder(URI.create(url + "/healthz"))
                    .timeout(SOON)
                    .build();
            assertThat(client.send(health, BodyHandlers.discarding()).statusCode())
                    .isEqualTo(200);
            asked++;
        }
        return answers.stream().map(CompletableFuture::join).toList();
    }

    private static HttpRequest.Builder predictions(String url, String token, String body) {
        return HttpRequest.newBuilder(URI.create(url + "/v1/predictions"))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
    }

    private static String body(int observations, int k) {
        Random random = new Random(2);
        return "{\"k\":" + k + ",\"observations\":["
                + IntStream.range(0, observations)
                        .mapToObj(i -> "{\"carrier\":\"cmcc\",\"cell\":\"1\",\"rsrpDbm\":["
                                + random.ints(10, -110, -80)
                                        .mapToObj(String::valueOf)
                                        .collect(Collectors.joining(","))
                                + "]}")
                        .collect(Collectors.joining(","))
                + "]}";
    }

    private void writeTheStore() throws IOException {
        StringBuilder rows = new StringBuilder("time,carrier,cell,rsrp_dbm,trace\n");
        Random random = new Random(1);
        for (int visit = 0; visit < VISITS; visit++) {
            Instant start = Instant.parse("2026-01-05T08:00:00Z").plusSeconds(60L * visit);
            for (int row = 0; row < ROWS_PER_VISIT; row++) {
                rows.append(start.plusMillis(100L * row))
                        .append(",cmcc,1,")
                        .append(-110 + random.nextInt(30))
                        .append(",trip-")
                        .append(visit)
                        .append('\n');
            }
        }
        try (HistoryStore store = RocksDbHistoryStore.openOrCreate(folder.resolve("store"), SETTINGS)) {
            var summary = new StreamIngestion(store, IngestSettings.DEFAULT)
                    .ingest(
                            "rows",
                            null,
                            new ByteArrayInputStream(rows.toString().getBytes(StandardCharsets.UTF_8)),
                            new IngestListener() {});
            assertThat(summary.visits()).isEqualTo(VISITS);
        }
    }

    private static String token(String name) {
        return "  - {name: " + name + ", scopes: [query], sha256: " + AccessToken.hash(name) + "}\n";
    }
}
