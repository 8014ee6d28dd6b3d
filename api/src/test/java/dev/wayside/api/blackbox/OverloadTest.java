package dev.wayside.api.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wayside.kvstore.rocksdb.RocksDbHistoryStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** More requests than can be answered: some are refused soon, none waits long, and health is answered. */
@Timeout(120)
class OverloadTest {

    private static final int REQUESTS = 500;
    private static final String BODY =
            "{\"observations\":[{\"carrier\":\"cmcc\",\"cell\":\"1\",\"rsrpDbm\":[-90,-91]}]}";

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Test
    void whatCannotBeAnsweredInTimeIsRefused(@TempDir Path directory) throws Exception {
        HeldUpStore store = new HeldUpStore(RocksDbHistoryStore.openOrCreate(directory, RunningService.SETTINGS));
        try (RunningService wayside = new RunningService(store)) {
            List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
            for (int i = 0; i < REQUESTS; i++) {
                answers.add(client.sendAsync(
                        wayside.request("/v1/predictions")
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(BODY))
                                .build(),
                        BodyHandlers.ofString()));
            }
            store.started.await();
            Eventually.await(
                    "all but those that are held up are refused",
                    () -> answers.stream().filter(CompletableFuture::isDone).count() >= REQUESTS - 100);

            assertThat(wayside.get("/healthz").status()).isEqualTo(200);
            assertThat(metric(wayside, "wayside_sheds_total{reason=\"deadline\"}")
                            + metric(wayside, "wayside_sheds_total{reason=\"queue-full\"}"))
                    .isGreaterThanOrEqualTo(REQUESTS - 100);
            List<HttpResponse<String>> refused = answers.stream()
                    .filter(CompletableFuture::isDone)
                    .map(CompletableFuture::join)
                    .toList();
            for (HttpResponse<String> answer : refused) {
                JsonNode problem = new ObjectMapper().readTree(answer.body());
                assertThat(answer.statusCode()).isEqualTo(503);
                assertThat(answer.headers().firstValue("Retry-After")).contains("1");
                assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
                assertThat(problem.get("type").textValue()).isEqualTo("/problems/busy");
            }

            store.goOn.countDown();

            for (CompletableFuture<HttpResponse<String>> answer : answers) {
                assertThat(answer.join().statusCode()).isIn(200, 503);
            }
            assertThat(answers).anyMatch(answer -> answer.join().statusCode() == 200);
            assertThat(wayside.post("/v1/predictions", BODY).status()).isEqualTo(200);
        }
    }

    private static double metric(RunningService wayside, String name) throws Exception {
        return wayside.get("/metrics")
                .response()
                .body()
                .lines()
                .filter(line -> line.startsWith(name))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }
}
