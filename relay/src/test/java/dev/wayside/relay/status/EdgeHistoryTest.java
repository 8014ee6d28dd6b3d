package dev.wayside.relay.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
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
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.wayside.api.http.ServiceSettings;
import dev.wayside.api.http.WaysideService;
import dev.wayside.client.CarrierObservation;
import dev.wayside.client.CarrierPrediction;
import dev.wayside.client.WaysideClient;
import dev.wayside.kvstore.HistoryStore;
import dev.wayside.kvstore.StoreSettings;
import dev.wayside.kvstore.rocksdb.RocksDbHistoryStore;
import dev.wayside.relay.Eventually;
import dev.wayside.relay.config.ConfigException;
import dev.wayside.relay.config.ConfigFile;
import dev.wayside.relay.config.ConfigSource;
import dev.wayside.relay.config.EdgeConfig;
import dev.wayside.relay.run.EdgeRelay;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A running edge, contexts pushed to it, and a real history service that stops and starts. */
@Timeout(60)
class EdgeHistoryTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SAMPLES = 1_200;

    @TempDir
    private Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private EdgeRelay edge;
    private StatusServer status;
    private HistoryStore store;
    private WaysideService service;

    @BeforeEach
    void openStore() throws IOException {
        store = RocksDbHistoryStore.openOrCreate(
                folder.resolve("store"), new StoreSettings(100, 10, 1, 2_000, 300, ZoneOffset.UTC));
    }

    @AfterEach
    void stop() {
        stopEdge();
        if (service != null) {
            service.close();
        }
        store.close();
    }

    private void stopEdge() {
        if (status != null) {
            status.close();
            status = null;
        }
        if (edge != null) {
            edge.close();
            edge = null;
        }
    }

    @Test
    void signalBecomesForecasts() throws Exception {
        serve(0);
        remember();
        startEdge(service.port(), replay());

        JsonNode contexts = await(
                "/contexts",
                json -> json.at("/history/hits").asInt() > 0
                        && json.at("/forecasts/cmcc/confidence").asDouble() > 0);
        assertThat(contexts.at("/signals/cmcc/cell").asText()).isEqualTo("1");
        assertThat(contexts.at("/forecasts/cmcc/downlinkBps").asDouble()).isEqualTo(7e6);
        assertThat(contexts.at("/history/lastFailure").isNull()).isTrue();
        assertThat(get("/metrics")).contains("wayside_relay_history_hits_total", "wayside_relay_history_age_seconds");
        assertThat(get("/")).contains("history: ", " hits", "cmcc");
    }

    @Test
    void aServiceThatGoesAndComesBackCostsNothingButAnswers() throws Exception {
        serve(0);
        remember();
        int port = service.port();
        startEdge(port, replay());
        await("/contexts", json -> json.at("/history/hits").asInt() > 0);

        service.close();
        service = null;
        JsonNode stopped = await(
                "/contexts",
                json -> json.at("/history/failures").asInt() >= 2
                        && json.at("/history/lastFailure").asText().contains("127.0.0.1:" + port));
        assertThat(stopped.at("/history/waitsMillis").asDouble()).isPositive();

        serve(port);
        int hits = stopped.at("/history/hits").asInt();
        JsonNode back = await("/contexts", json -> json.at("/history/hits").asInt() > hits);
        assertThat(back.at("/history/lastFailure").isNull()).isTrue();
    }

    @Test
    void aServiceThatIsWrongIsCountedAndNamed() throws Exception {
        assertFails(exchange -> answer(exchange, 200, "<html>welcome</html>"), "Unexpected character");
        assertFails(exchange -> answer(exchange, 200, "{\"predictions\":[]}"), "0 predictions for 1 observations");
        assertFails(
                exchange -> answer(
                        exchange,
                        200,
                        "{\"predictions\":[{\"carrier\":\"cmcc\",\"cell\":\"1\",\"confidence\":9,\"lookAheadMillis\":5000}]}"),
                "impossible numbers");
        assertFails(
                exchange -> answer(exchange, 503, "{\"type\":\"about:blank\",\"detail\":\"tired\"}"), "503", "tired");
    }

    @Test
    void aServiceThatNeverAnswersIsGivenUpInTime() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        assertFails(exchange -> Eventually.isOpen("the end of the test", never), "did not answer within 200 ms");
        // The answer begins, and its end never comes.
        assertFails(
                exchange -> {
                    exchange.sendResponseHeaders(200, 1_000);
                    exchange.getResponseBody().write('{');
                    exchange.getResponseBody().flush();
                    Eventually.isOpen("the end of the test", never);
                },
                "did not answer within 200 ms");
        never.countDown();
    }

    @Test
    void afterATripTheNextPredictionKnowsIt() throws Exception {
        serve(0);
        WaysideClient client = new WaysideClient(url(service.port()), Optional.empty(), Duration.ofSeconds(10));
        CarrierObservation observation = new CarrierObservation("cmcc", "1", dbm(100, 120), 100);
        assertThat(client.predict(List.of(observation)).get(0).reason()).hasValue("unknown-cell");

        startEdge(service.port(), report() + replay("2"));
        await("/contexts", json -> json.at("/reports/reports").asInt() > 0);
        CarrierPrediction known = Eventually.value(
                "the visit to the cell it has left",
                () -> client.predict(List.of(observation)).get(0),
                prediction -> prediction.confidence() > 0);
        assertThat(known.confidence()).as("one visit of the ten looked for").isEqualTo(0.1);
        assertThat(client.predict(List.of(new CarrierObservation("cmcc", "2", dbm(700, 720), 100)))
                        .get(0)
                        .reason())
                .as("the cell it is still in")
                .hasValue("unknown-cell");
        assertThat(get("/metrics")).contains("wayside_relay_reports_total ");

        // Reporting the trip again as it grows adds nothing to what is known.
        int reports = JSON.readTree(get("/contexts")).at("/reports/reports").asInt();
        await("/contexts", json -> json.at("/reports/reports").asInt() > reports);
        assertThat(client.predict(List.of(observation)).get(0).confidence()).isEqualTo(0.1);
    }

    @Test
    void whatCouldNotBeReportedIsReportedAfterTheNextStart() throws Exception {
        serve(0);
        int port = service.port();
        service.close();
        startEdge(port, report() + replay("2"));
        await(
                "/contexts",
                json -> json.at("/reports/failures").asInt() > 0
                        && json.at("/reports/rows").asInt() >= 400);
        assertThat(JSON.readTree(get("/contexts")).at("/reports/lastFailure").asText())
                .contains("127.0.0.1:" + port);
        stopEdge();

        serve(port);
        startEdge(port, report());
        await(
                "/contexts",
                json -> json.at("/reports/reports").asInt() > 0
                        && json.at("/reports/waitingBytes").asInt() == 0);
        CarrierObservation observation = new CarrierObservation("cmcc", "1", dbm(100, 120), 100);
        assertThat(new WaysideClient(url(port), Optional.empty(), Duration.ofSeconds(10))
                        .predict(List.of(observation))
                        .get(0)
                        .confidence())
                .isEqualTo(0.1);
    }

    @Test
    void aReloadChangesTheHistoryAndItsReports() throws Exception {
        serve(0);
        remember();
        String replay = replay();
        startEdge(9, replay);
        await("/contexts", json -> json.at("/history/failures").asInt() > 0);
        Path key = folder.resolve("key");

        Path config = writeEdge(service.port(), report() + replay, key);
        assertThat(edge.reload().get().applied()).containsExactly("history: applied");
        await(
                "/contexts",
                json -> json.at("/history/hits").asInt() > 0
                        && json.at("/reports/rows").asInt() > 0
                        && json.at("/forecasts/cmcc/confidence").asDouble() > 0);
        assertThat(folder.resolve("spool/lock")).exists();

        // The same spool goes on with other settings, another one after it.
        writeEdge(service.port(), report().replace("intervalSeconds: 1", "intervalSeconds: 2") + replay, key);
        edge.reload().get();
        int rows = JSON.readTree(get("/contexts")).at("/reports/rows").asInt();
        assertThat(rows).isPositive();
        writeEdge(service.port(), report().replace("/spool", "/other") + replay, key);
        edge.reload().get();
        assertThat(folder.resolve("other/lock")).exists();

        Files.writeString(config, Files.readString(config).replaceAll("(?m)^history: .*$", ""));
        edge.reload().get();
        JsonNode without = JSON.readTree(get("/contexts"));
        assertThat(without.at("/history").isNull()).isTrue();
        assertThat(without.at("/reports").isNull()).isTrue();
        assertThat(without.at("/forecasts/cmcc/confidence").asDouble())
                .as("what the history has predicted is withdrawn")
                .isZero();
    }

    @Test
    void anEdgeThatCouldNotStartHoldsNothing() throws Exception {
        Path key = folder.resolve("key");
        Files.writeString(key, "short");
        assertThatThrownBy(() -> startEdge(9, report(), key)).isInstanceOf(ConfigException.class);
        startEdge(9, report());
        assertThat(JSON.readTree(get("/contexts")).at("/reports/failures").asInt())
                .isZero();
    }

    @Test
    void otherProgramsPushSignalAndGetErrorsThatNameTheFault() throws Exception {
        startEdge(9, "");
        assertThat(post("/contexts/signal", "{\"carrier\":\"cmcc\",\"cell\":\"42\",\"rsrpDbm\":-101.5}")
                        .statusCode())
                .isEqualTo(202);
        JsonNode signal = JSON.readTree(get("/contexts")).at("/signals/cmcc");
        assertThat(signal.at("/cell").asText()).isEqualTo("42");
        assertThat(signal.at("/rsrpDbm").asDouble()).isEqualTo(-101.5);
        assertThat(post("/contexts/signal", "{\"carrier\":\"cmcc\"}").statusCode())
                .isEqualTo(202);
        assertThat(JSON.readTree(get("/contexts")).at("/signals/cmcc/cell").isNull())
                .isTrue();

        assertRefused("{\"carrier\":\"kpn\",\"cell\":\"42\",\"rsrpDbm\":-101.5}", "no uplink is on carrier 'kpn'");
        assertRefused("{\"carrier\":\"cmcc\",\"cell\":\"42\",\"rsrpDbm\":101.5}", "-156 to -31");
        assertRefused("{\"carrier\":\"cmcc\",\"cell\":\"42\"}", "both");
        assertRefused("{\"cell\":\"42\",\"rsrpDbm\":-90}", "'carrier'");
        assertRefused("signal", "Unrecognized token");
    }

    @Test
    void aForecastThatCannotBeIsRefusedAndStopsNobody() throws Exception {
        startEdge(9, "");
        for (String wrong : new String[] {
            "\"downlinkBps\":1e200", "\"uplinkBps\":-1", "\"outageInMillis\":1e300", "\"outageMillis\":1e300"
        }) {
            String zero = wrong.contains("outageMillis") ? "" : ",\"outageMillis\":0";
            HttpResponse<String> answer =
                    post("/contexts/forecast", "{\"carrier\":\"cmcc\",\"confidence\":0.5" + zero + "," + wrong + "}");
            assertThat(answer.statusCode()).as(wrong).isEqualTo(400);
        }
        assertThat(post("/contexts/forecast", "{\"carrier\":\"cmcc\",\"confidence\":0.5,\"outageMillis\":0}")
                        .statusCode())
                .isEqualTo(202);
    }

    @Test
    void modemsAreAskedByTheirOwnProgram() throws Exception {
        Path signal = program("signal", "{\"modem\":{\"signal\":{\"lte\":{\"rsrp\":\"-97.00\"}}}}", 0);
        Path location = program("location", "warning: slow\n{\"modem\":{\"location\":{\"3gpp\":{\"cid\":\"0A\"}}}}", 0);
        startEdge(
                9,
                "signal: {intervalMillis: 50, modems: [{carrier: cmcc, signal: [sh, '" + signal + "'], location: [sh, '"
                        + location + "']}]}\n");
        await(
                "/contexts",
                json -> json.at("/signals/cmcc/cell").asText().equals("10")
                        && json.at("/signals/cmcc/rsrpDbm").asDouble() == -97);

        program("signal", "error: couldn't find modem", 1);
        await(
                "/contexts",
                json -> json.at("/modemProblems/cmcc").asText().contains("ended with 1: error: couldn't find"));
        program("signal", "{\"modem\":{\"signal\":{\"lte\":{\"rsrp\":\"-90.00\"}}}}", 0);
        await(
                "/contexts",
                json -> json.at("/signals/cmcc/rsrpDbm").asDouble() == -90
                        && json.at("/modemProblems").isEmpty());
    }

    // ---- the world

    private void serve(int port) throws IOException {
        service = WaysideService.start(store, ServiceSettings.onLoopback(store.settings(), port));
    }

    /** Two days on which cell 1 had 7 Mbit/s, under the same signal as today. */
    private void remember() throws Exception {
        for (String day : new String[] {"2026-01-05", "2026-01-06"}) {
            byte[] csv = log(Instant.parse(day + "T07:00:00Z")).getBytes(StandardCharsets.UTF_8);
            new WaysideClient(url(service.port()), Optional.empty(), Duration.ofSeconds(10))
                    .ingest(() -> new ByteArrayInputStream(csv));
        }
    }

    private String replay() throws IOException {
        return replay("1");
    }

    /** 40 s of it have passed already, in cell 1; where it goes on is said. */
    private String replay(String secondCell) throws IOException {
        Path log =
                Files.writeString(folder.resolve("today.csv"), log(Instant.parse("2026-01-07T07:00:00Z"), secondCell));
        return "signal: {replay: {logs: ['" + log + "'], fromSeconds: 40, at: '" + Instant.now() + "'}}\n";
    }

    private static String log(Instant begin) {
        return log(begin, "1");
    }

    private static String log(Instant begin, String secondCell) {
        StringBuilder csv = new StringBuilder("time,carrier,cell,rsrp_dbm,downlink_bps\n");
        for (int i = 0; i < SAMPLES; i++) {
            csv.append(String.format(
                    Locale.ROOT,
                    "%s,cmcc,%s,%.4f,7000000%n",
                    begin.plusMillis(100L * i),
                    i < 390 ? "1" : secondCell,
                    dbm(i)));
        }
        return csv.toString();
    }

    private static double dbm(int sample) {
        return -85 + 10 * Math.sin(sample / 15.0) + 5 * Math.sin(sample / 7.0);
    }

    private static double[] dbm(int from, int to) {
        return IntStream.range(from, to).mapToDouble(EdgeHistoryTest::dbm).toArray();
    }

    private String report() {
        return ", report: {spool: '" + folder.resolve("spool") + "', intervalSeconds: 1}\n";
    }

    private void startEdge(int historyPort, String more) throws Exception {
        startEdge(
                historyPort,
                more,
                Files.writeString(folder.resolve("key"), "a key that is good enough for a test alone"));
    }

    private void startEdge(int historyPort, String more, Path key) throws Exception {
        Path config = writeEdge(historyPort, more, key);
        ConfigSource<EdgeConfig> source = () -> ConfigFile.read(config, EdgeConfig.class);
        edge = EdgeRelay.start(source.read(), source);
        status = StatusServer.start(edge, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    private Path writeEdge(int historyPort, String more, Path key) throws IOException {
        return Files.writeString(
                folder.resolve("edge.yaml"),
                String.format(
                                Locale.ROOT,
                                """
                intercept: {device: lo}
                uplinks: [{device: lo, carrier: cmcc, congestionControl: reno}]
                cloud: ["127.0.0.1:9"]
                authentication: {keyFile: '%s'}
                history: {url: 'http://127.0.0.1:%d', timeoutMillis: 200, intervalMillis: 50%s}
                """,
                                key,
                                historyPort,
                                more.startsWith(", ") ? more.substring(0, more.indexOf("}") + 1) : "")
                        + (more.startsWith(", ") ? more.substring(more.indexOf("}") + 1) : more));
    }

    private void assertFails(HttpHandler handler, String... named) throws Exception {
        HttpServer wrong = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        ExecutorService threads = Executors.newCachedThreadPool();
        wrong.setExecutor(threads);
        wrong.createContext("/", handler);
        wrong.start();
        try {
            startEdge(wrong.getAddress().getPort(), replay());
            JsonNode failed =
                    await("/contexts", json -> json.at("/history/failures").asInt() >= 2);
            assertThat(failed.at("/history/lastFailure").asText()).contains(named);
            assertThat(failed.at("/history/hits").asInt()).isZero();
            assertThat(failed.at("/forecasts").isEmpty()).isTrue();
            stopEdge();
        } finally {
            wrong.stop(0);
            threads.shutdownNow();
        }
    }

    private static void answer(com.sun.net.httpserver.HttpExchange exchange, int code, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getRequestBody().readAllBytes();
        exchange.sendResponseHeaders(code, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private Path program(String name, String output, int code) throws IOException {
        Path said = Files.writeString(folder.resolve(name + ".said"), output);
        Path written = Files.writeString(folder.resolve(name + ".new"), "cat '" + said + "'; exit " + code + "\n");
        return Files.move(written, folder.resolve(name + ".sh"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }

    private void assertRefused(String body, String named) throws Exception {
        HttpResponse<String> answer = post("/contexts/signal", body);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(JSON.readTree(answer.body()).at("/detail").asText()).contains(named);
    }

    private JsonNode await(String path, Predicate<JsonNode> condition) throws Exception {
        return Eventually.value("the expected state of " + path, () -> JSON.readTree(get(path)), condition);
    }

    private String get(String path) throws Exception {
        return http.send(HttpRequest.newBuilder(url(path)).build(), BodyHandlers.ofString())
                .body();
    }

    private HttpResponse<String> post(String path, String body) throws Exception {
        return http.send(
                HttpRequest.newBuilder(url(path))
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private URI url(String path) {
        return URI.create("http://" + status.address() + path);
    }

    private static URI url(int port) {
        return URI.create("http://127.0.0.1:" + port);
    }
}
