package dev.wayside.api.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
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
 * 4,000 connections that each ask for the next prediction once the last is answered, or when a refusal allows it, next
 * to 32 such connections: answers a second, their latency, and that of {@code /healthz} meanwhile. {@code mvn -pl
 * .,kvstore,trace-ingest,matcher,fusion,datasets,client,api test -Dtest=OverloadBenchmark
 * -Dsurefire.failIfNoSpecifiedTests=false}; a run takes a minute.
 */
class OverloadBenchmark {

    private static final StoreSettings SETTINGS = new StoreSettings(100, 50, 1, 5_000, 3_000, ZoneOffset.UTC);
    private static final int VISITS = 60;
    private static final int ROWS_PER_VISIT = 200;
    private static final int FEW = 32;
    private static final int MANY = Integer.getInteger("wayside.overload.connections", 4_000);
    private static final int SECONDS = Integer.getInteger("wayside.overload.seconds", 10);
    private static final int PROBE_MILLIS = 50;
    private static final double MIN_GOODPUT = 0.9;

    @TempDir
    private Path folder;

    @Test
    void fourThousandConnectionsNextToFew() throws Exception {
        writeTheStore();
        Process service = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--add-modules",
                        "jdk.incubator.vector",
                        "-XX:+UseParallelGC",
                        "-Xmx1g",
                        "-Djava.io.tmpdir=" + folder,
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.wayside.api.WaysideProgram",
                        "serve",
                        "--store",
                        folder.resolve("store").toString(),
                        "--port",
                        "0",
                        "--max-connections-per-address",
                        "10000")
                .start();
        try {
            BufferedReader talk = service.errorReader();
            int port = URI.create(listening(talk)).getPort();
            new Thread(() -> talk.lines().forEach(line -> {})).start();
            byte[] request = request();
            new ClosedLoop(port, request).run(FEW, SECONDS, () -> {});

            ClosedLoop.Result few = new ClosedLoop(port, request).run(FEW, SECONDS, () -> {});
            Probes probes = new Probes(port);
            ClosedLoop.Result many = new ClosedLoop(port, request).run(MANY, SECONDS, probes::start);
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

    /** The JVM may warn before the service speaks. */
    private static String listening(BufferedReader talk) throws IOException {
        String line = talk.readLine();
        while (!line.startsWith("listening on ")) {
            line = talk.readLine();
        }
        return line.substring("listening on ".length());
    }

    /** A probe that asks for health on a new connection each time. */
    private static final class Probes {

        private static final byte[] PROBE = "GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                .getBytes(StandardCharsets.US_ASCII);
        private final List<Double> millis = Collections.synchronizedList(new ArrayList<>());
        private final int port;
        private CompletableFuture<Void> asking = CompletableFuture.completedFuture(null);
        private volatile boolean isStopped;

        Probes(int port) {
            this.port = port;
        }

        void start() {
            asking = CompletableFuture.runAsync(() -> ask(), task -> new Thread(task).start());
        }

        private void ask() {
            while (!isStopped) {
                long started = System.nanoTime();
                try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                    socket.getOutputStream().write(PROBE);
                    String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                    assertThat(answer).startsWith("HTTP/1.1 200");
                    millis.add((System.nanoTime() - started) / 1e6);
                    TimeUnit.MILLISECONDS.sleep(PROBE_MILLIS);
                } catch (IOException | InterruptedException e) {
                    throw new IllegalStateException("/healthz was not answered", e);
                }
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
