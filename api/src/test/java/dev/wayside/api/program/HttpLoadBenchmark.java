package dev.wayside.api.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

import dev.wayside.api.http.ComparedService;
import dev.wayside.datasets.line.LineGenerator;
import dev.wayside.datasets.line.LineSettings;
import dev.wayside.kvstore.HistoryStore;
import dev.wayside.kvstore.StoreSettings;
import dev.wayside.kvstore.rocksdb.RocksDbHistoryStore;
import dev.wayside.matcher.Observation;
import dev.wayside.traceingest.IngestListener;
import dev.wayside.traceingest.IngestSettings;
import dev.wayside.traceingest.Ingestion;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Predictions over HTTP, asked by wrk on the same machine: a million windows of 3 carriers with 300 cells each, the
 * moments of a later day. {@code mvn -pl .,kvstore,trace-ingest,matcher,fusion,datasets,client,api test
 * -Dtest=HttpLoadBenchmark -Dsurefire.failIfNoSpecifiedTests=false}, with
 * {@code -Dwayside.postgres=jdbc:postgresql://HOST/DATABASE?user=...} to have pgvector next to it. The line is made
 * once, in {@code -Dwayside.load.folder}.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class HttpLoadBenchmark {

    private static final StoreSettings SETTINGS = new StoreSettings(100, 50, 1, 5_000, 3_000, ZoneOffset.UTC);
    private static final int DAYS = 27;
    private static final LineSettings LINE = LineSettings.defaults().withLength(225, 9);
    private static final LocalDate LATER = LINE.firstDay().plusDays(DAYS);
    private static final int QUERIES_PER_CARRIER = 3_000;
    private static final int ROUNDS = 3;
    private static final int ROUND_SECONDS = 10;
    private static final int TRACE_ROWS = 200;
    private static final String RECORD_SEPARATOR = "\36";

    private static Path folder;
    private static Wrk wrk;

    @BeforeAll
    static void makeTheLine() throws Exception {
        folder = Path.of(System.getProperty("wayside.load.folder", "target/load"))
                .toAbsolutePath();
        Files.createDirectories(folder);
        wrk = new Wrk(folder.resolve("requests.lua"));
        try (InputStream script = HttpLoadBenchmark.class.getResourceAsStream("requests.lua")) {
            Files.write(folder.resolve("requests.lua"), script.readAllBytes());
        }
        if (Files.notExists(folder.resolve("traces"))) {
            ingest("store", new LineGenerator(LINE.withDays(LINE.firstDay(), DAYS)));
            ingest("later", new LineGenerator(LINE.withDays(LATER, 1)));
            writeQueries();
            writeTraces();
        }
    }

    @Test
    @Order(1)
    void predictionsNextToAConstantAnswer() throws Exception {
        String postgres = System.getProperty("wayside.postgres");
        for (String file : List.of("vehicles", "single")) {
            int perRequest = file.equals("vehicles") ? 3 : 1;
            List<Wrk.Load> predictions = new ArrayList<>();
            List<Wrk.Load> constants = new ArrayList<>();
            List<Wrk.Load> tables = new ArrayList<>();
            try (Server server = new Server(
                    folder.resolve("store"), meanAnswerBytes(file), postgres == null ? List.of() : List.of(postgres))) {
                for (int round = 0; round <= ROUNDS; round++) {
                    predictions.add(load(server.service, file, "/v1/predictions"));
                    constants.add(load(server.compared, file, "/constant"));
                    if (postgres != null) {
                        tables.add(load(server.compared, file, "/pgvector"));
                    }
                }
            }
            System.out.printf(
                    "%d prediction(s) a request, 32 connections, median of %d rounds of %d s%n",
                    perRequest, ROUNDS, ROUND_SECONDS);
            print("predictions", perRequest, predictions);
            print("constant", perRequest, constants);
            print("pgvector", perRequest, tables);
        }
    }

    @Test
    @Order(2)
    void aMinuteOfMixedLoad() throws Exception {
        Path grown = folder.resolve("grown");
        copyTheStore(grown);
        try (Server server = new Server(grown, 1, List.of())) {
            load(server.service, "vehicles", "/v1/predictions");
            for (int minute = 0; minute < 2; minute++) {
                long before = server.liveHeapBytes();
                Wrk.Load load = wrk.run(
                        server.service, 60, file("vehicles"), "/v1/predictions", "0.1", file("traces"), "/v1/traces");
                long after = server.liveHeapBytes();
                System.out.printf(
                        "minute %d of mixed load: %,.0f requests/s, %d failed, p50 %.1f ms, p99 %.1f ms, at most %.1f ms;"
                                + " live heap %,d MB before, %,d MB after%n",
                        minute,
                        load.perSecond(),
                        load.failed(),
                        load.p50Micros() / 1e3,
                        load.p99Millis(),
                        load.maxMicros() / 1e3,
                        before >> 20,
                        after >> 20);
                assertThat(load.failed()).isZero();
            }
        }
    }

    /** The later day is written into a copy: it must not answer for itself elsewhere. */
    private static void copyTheStore(Path copy) throws IOException {
        Files.createDirectories(copy);
        try (Stream<Path> old = Files.list(copy);
                Stream<Path> files = Files.list(folder.resolve("store"))) {
            for (Path file : old.toList()) {
                Files.delete(file);
            }
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
        }
    }

    private static Wrk.Load load(int port, String file, String path) throws IOException, InterruptedException {
        Wrk.Load load = wrk.run(port, ROUND_SECONDS, file(file), path);
        assertThat(load.failed()).isZero();
        return load;
    }

    private static String file(String name) {
        return folder.resolve(name).toString();
    }

    /** The first round warms up. */
    private static void print(String what, int perRequest, List<Wrk.Load> rounds) {
        if (!rounds.isEmpty()) {
            List<Wrk.Load> counted = rounds.subList(1, rounds.size());
            System.out.printf(
                    "  %-12s %,8.0f predictions/s  p50 %6.2f ms  p99 %6.2f ms%n",
                    what,
                    perRequest * median(counted, Wrk.Load::perSecond),
                    median(counted, load -> load.p50Micros() / 1e3),
                    median(counted, Wrk.Load::p99Millis));
        }
    }

    private static double median(List<Wrk.Load> loads, ToDoubleFunction<Wrk.Load> value) {
        double[] sorted = loads.stream().mapToDouble(value).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    private static int meanAnswerBytes(String file) throws Exception {
        List<String> bodies = List.of(Files.readString(folder.resolve(file)).split(RECORD_SEPARATOR));
        List<String> some = bodies.subList(0, 500);
        long bytes = 0;
        try (Server server = new Server(folder.resolve("store"), 1, List.of())) {
            HttpClient client = HttpClient.newHttpClient();
            for (String body : some) {
                HttpRequest request = HttpRequest.newBuilder(
                                URI.create("http://127.0.0.1:" + server.service + "/v1/predictions"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build();
                bytes += client.send(request, HttpResponse.BodyHandlers.ofByteArray())
                        .body()
                        .length;
            }
        }
        return (int) (bytes / some.size());
    }

    private static void ingest(String name, LineGenerator generator) throws IOException, InterruptedException {
        Path logs = folder.resolve(name + "-logs");
        generator.write(logs, file -> {});
        try (HistoryStore store = RocksDbHistoryStore.openOrCreate(folder.resolve(name), SETTINGS)) {
            var report = Ingestion.into(store, IngestSettings.DEFAULT, new IngestListener() {})
                    .run(List.of(logs));
            assertThat(report.failures()).isEmpty();
            System.out.printf("%s: %,d windows%n", name, store.statistics().windows());
        }
    }

    /** Moments of the later day: one of each carrier in a request, and one alone. */
    private static void writeQueries() throws IOException {
        List<Observation> later = FixedQueries.from(
                        StoreContent.in(folder.resolve("later")), SETTINGS, QUERIES_PER_CARRIER, new Random(1))
                .observations();
        write("single", later.stream().map(observation -> body(Stream.of(observation))));
        write(
                "vehicles",
                IntStream.range(0, QUERIES_PER_CARRIER)
                        .mapToObj(i ->
                                body(Stream.of(0, 1, 2).map(carrier -> later.get(carrier * QUERIES_PER_CARRIER + i)))));
    }

    private static String body(Stream<Observation> observations) {
        return "{\"observations\":["
                + String.join(",", observations.map(HttpLoadBenchmark::json).toList()) + "]}";
    }

    private static String json(Observation observation) {
        StringBuilder dbm = new StringBuilder();
        for (double sample : observation.samples().toDbm()) {
            dbm.append(dbm.isEmpty() ? "" : ",").append(Math.round(sample * 10) / 10.0);
        }
        return "{\"carrier\":\"" + observation.cell().carrier() + "\",\"cell\":\""
                + observation.cell().cellId() + "\",\"rsrpDbm\":[" + dbm + "]}";
    }

    /** Twenty seconds of a carrier at a time. */
    private static void writeTraces() throws IOException {
        List<String> bodies = new ArrayList<>();
        try (Stream<Path> logs = Files.walk(folder.resolve("later-logs"))) {
            for (Path log : logs.filter(log -> log.toString().endsWith(".csv.gz"))
                    .sorted(Comparator.naturalOrder())
                    .toList()) {
                List<String> rows = new String(
                                new GZIPInputStream(Files.newInputStream(log)).readAllBytes(), StandardCharsets.UTF_8)
                        .lines()
                        .toList();
                for (int i = 1; i + TRACE_ROWS <= rows.size(); i += TRACE_ROWS) {
                    bodies.add(rows.get(0) + "\n" + String.join("\n", rows.subList(i, i + TRACE_ROWS)) + "\n");
                }
            }
        }
        write("traces", bodies.stream());
    }

    private static void write(String name, Stream<String> bodies) throws IOException {
        Files.writeString(folder.resolve(name), String.join(RECORD_SEPARATOR, bodies.toList()));
    }

    /** The compared service in a process of its own. */
    private static final class Server implements AutoCloseable {

        private final Process process;
        final int service;
        final int compared;

        Server(Path store, int constantBytes, List<String> postgres) throws IOException {
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "--add-modules",
                    "jdk.incubator.vector",
                    "-XX:+UseParallelGC",
                    "-Xmx2g",
                    "-cp",
                    System.getProperty("java.class.path"),
                    ComparedService.class.getName(),
                    store.toString(),
                    String.valueOf(constantBytes)));
            command.addAll(postgres);
            process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            BufferedReader output = process.inputReader();
            String line = output.readLine();
            while (line != null && !line.startsWith("ready ")) {
                line = output.readLine();
            }
            if (line == null) {
                throw new IOException("the service did not start");
            }
            String[] ports = line.split(" ");
            service = Integer.parseInt(ports[1]);
            compared = Integer.parseInt(ports[2]);
        }

        /** The heap after a full collection. */
        long liveHeapBytes() throws IOException, InterruptedException {
            new ProcessBuilder("jcmd", String.valueOf(process.pid()), "GC.run")
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service + "/metrics"))
                    .build();
            String metrics = HttpClient.newHttpClient()
                    .send(request, HttpResponse.BodyHandlers.ofString())
                    .body();
            return (long) metrics.lines()
                    .filter(line -> line.startsWith("jvm_memory_used_bytes{area=\"heap\""))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                    .sum();
        }

        @Override
        public void close() throws IOException, InterruptedException {
            process.getOutputStream().close();
            process.waitFor();
        }
    }
}
