package dev.wayside.api.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import dev.wayside.kvstore.HistoryStore;
import dev.wayside.kvstore.StoreSettings;
import dev.wayside.kvstore.rocksdb.RocksDbHistoryStore;
import dev.wayside.traceingest.IngestListener;
import dev.wayside.traceingest.IngestSettings;
import dev.wayside.traceingest.StreamIngestion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * 4,000 connections that each ask for the next prediction once the last is answered, next to 32 such connections:
 * answers a second, their latency, and that of {@code /healthz} meanwhile. {@code mvn -pl
 * .,kvstore,trace-ingest,matcher,fusion,datasets,client,api test -Dtest=OverloadBenchmark
 * -Dsurefire.failIfNoSpecifiedTests=false}; a run takes a minute.
 */
class OverloadBenchmark {

    private static final StoreSettings SETTINGS = new StoreSettings(100, 50, 1, 5_000, 3_000, ZoneOffset.UTC);
    private static final int VISITS = 60;
    private static final int ROWS_PER_VISIT = 200;
    private static final int FEW = 32;
    private static final int MANY = Integer.getInteger("wayside.overload.connections", 4_000);
    private static final int SECONDS = Integer.getInteger("wayside.overload.seconds", 15);
    private static final int PROBE_MILLIS = 50;
    private static final double MIN_GOODPUT = 0.9;

    @TempDir
    private Path folder;

    @Test
    void fourThousandConnectionsNextToFew() throws Exception {
        writeTheStore();
        Process service = WaysideProcess.in(folder)
                .withHeap("1g")
                .startHeard("serve", "--store", "store", "--port", "0", "--max-connections-per-address", "10000");
        try {
            BufferedReader talk = service.errorReader();
            int port = URI.create(talk.readLine().substring("listening on ".length()))
                    .getPort();
            new Thread(() -> talk.lines().forEach(line -> {})).start();
            byte[] request = request();
            new ClosedLoop(port, request).run(FEW, SECONDS);

            ClosedLoop.Result few = new ClosedLoop(port, request).run(FEW, SECONDS);
            Probes probes = new Probes(port);
            ClosedLoop.Result many = new ClosedLoop(port, request).run(MANY, SECONDS);
            double healthMillis = probes.stop();

            System.out.printf(
                    "%d connections: %,.0f answers/s, p50 %.1f ms, p99 %.1f ms, %,.0f refused/s%n",
                    FEW, few.servedPerSecond(), few.millis(0.5), few.millis(0.99), few.refusedPerSecond());
            System.out.printf(
                    "%d connections: %,.0f answers/s, p50 %.1f ms, p99 %.1f ms, %,.0f refused/s; /healthz p99 %.1f ms%n",
                    MANY,
                    many.servedPerSecond(),
                    many.millis(0.5),
                    many.millis(0.99),
                    many.refusedPerSecond(),
                    healthMillis);
            System.out.printf("goodput: %.2f of that of few%n", many.servedPerSecond() / few.servedPerSecond());
            assertThat(many.servedPerSecond()).isGreaterThan(MIN_GOODPUT * few.servedPerSecond());
            assertThat(many.millis(0.99)).isLessThan(250);
            assertThat(healthMillis).isLessThan(100);
        } finally {
            service.destroyForcibly().waitFor();
        }
    }

    /** A probe that asks for health on a new connection each time. */
    private static final class Probes {

        private final List<Double> millis = Collections.synchronizedList(new ArrayList<>());
        private final CompletableFuture<Void> asking;
        private volatile boolean isStopped;

        Probes(int port) {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/healthz"))
                    .build();
            asking = CompletableFuture.runAsync(() -> ask(request), task -> new Thread(task).start());
        }

        private void ask(HttpRequest request) {
            try {
                while (!isStopped) {
                    long started = System.nanoTime();
                    assertThat(HttpClient.newHttpClient()
                                    .send(request, BodyHandlers.discarding())
                                    .statusCode())
                            .isEqualTo(200);
                    millis.add((System.nanoTime() - started) / 1e6);
                    TimeUnit.MILLISECONDS.sleep(PROBE_MILLIS);
                }
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException("/healthz was not answered", e);
            }
        }

        double stop() {
            isStopped = true;
            asking.join();
            List<Double> sorted = millis.stream().sorted().toList();
            return sorted.get((int) (0.99 * (sorted.size() - 1)));
        }
    }

    private static byte[] request() {
        Random random = new Random(2);
        String body = "{\"observations\":[{\"carrier\":\"cmcc\",\"cell\":\"1\",\"rsrpDbm\":["
                + random.ints(50, -110, -80).mapToObj(String::valueOf).collect(Collectors.joining(",")) + "]}]}";
        return ("POST /v1/predictions HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
                        + body.length() + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII);
    }

    private void writeTheStore() throws IOException {
        StringBuilder rows = new StringBuilder("time,carrier,cell,rsrp_dbm,trace\n");
        Random random = new Random(1);
        for (int visit = 0; visit < VISITS; visit++) {
            Instant start = Instant.parse("2026-01-05T08:00:00Z").plusSeconds(60L * visit);
            double dbm = -95;
            for (int row = 0; row < ROWS_PER_VISIT; row++) {
                dbm = Math.max(-120, Math.min(-70, dbm + random.nextGaussian()));
                rows.append(start.plusMillis(100L * row))
                        .append(",cmcc,1,")
                        .append(Math.round(dbm))
                        .append(",trip-")
                        .append(visit)
                        .append('\n');
            }
        }
        try (HistoryStore store = RocksDbHistoryStore.openOrCreate(folder.resolve("store"), SETTINGS)) {
            new StreamIngestion(store, IngestSettings.DEFAULT)
                    .ingest(
                            "rows",
                            null,
                            new ByteArrayInputStream(rows.toString().getBytes(StandardCharsets.UTF_8)),
                            new IngestListener() {});
        }
    }
}
