package dev.wayside.api.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wayside.api.blackbox.RunningService.Answer;
import dev.wayside.api.http.WaysideService;
import dev.wayside.kvstore.rocksdb.RocksDbHistoryStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Everything that can go wrong is problem details that name what is wrong. */
class ProblemsTest {

    private static final String GOOD = "{\"carrier\":\"cmcc\",\"cell\":\"1\",\"rsrpDbm\":[-90,-91]}";

    @TempDir
    private static Path directory;

    private static RunningService wayside;

    @BeforeAll
    static void start() throws IOException {
        wayside = new RunningService(directory);
    }

    @AfterAll
    static void stop() {
        wayside.close();
    }

    static Stream<Arguments> invalidBodies() {
        return Stream.of(
                Arguments.of("", "the body is empty"),
                Arguments.of("null", "the body is null"),
                Arguments.of("[]", "the body must be an object"),
                Arguments.of("{}", "observations is missing"),
                Arguments.of("{\"observations\":[]}", "observations is empty"),
                Arguments.of("{\"observations\":[null]}", "observations[0] is missing"),
                Arguments.of("{\"observations\":7}", "observations must be an array (line 1, column"),
                Arguments.of("{\n\"observations\": [\n oops]}", "the body is not JSON at observations (line 3, column"),
                Arguments.of(one(GOOD) + "x", "the body is not JSON (line 1, column"),
                Arguments.of("{\"observations\":[" + GOOD + ",", "the body is not JSON"),
                Arguments.of("{\"k\":1,\"k\":2}", "Duplicate field 'k'"),
                Arguments.of(
                        one("{\"carrier\":\"c\",\"cellid\":\"1\"}"),
                        "unknown field observations[0].cellid (line 1, column"),
                Arguments.of(one(GOOD, "{\"cell\":\"1\",\"rsrpDbm\":[]}"), "observations[1].carrier is missing"),
                Arguments.of(one("{\"carrier\":\"c\",\"rsrpDbm\":[]}"), "observations[0].cell is missing"),
                Arguments.of(one("{\"carrier\":\"c\",\"cell\":1}"), "observations[0].cell must be a string"),
                Arguments.of(one("{\"carrier\":\"c\",\"cell\":\"\"}"), "observations[0]: the cell id is empty"),
                Arguments.of(one("{\"carrier\":\"c\",\"cell\":\"1\"}"), "observations[0].rsrpDbm is missing"),
                Arguments.of(
                        one("{\"carrier\":\"c\",\"cell\":\"\\ud83d\",\"rsrpDbm\":[]}"),
                        "observations[0]: the cell id holds half of a surrogate pair"),
                Arguments.of("\0\0x\0", "the body is not JSON"),
                Arguments.of(samples("-90,-91,-92,12"), "observations[0].rsrpDbm[3] is 12.0; RSRP lies between"),
                Arguments.of(samples("-90,-156.01"), "observations[0].rsrpDbm[1] is -156.01"),
                Arguments.of(samples("-90,1e999"), "observations[0].rsrpDbm[1] is Infinity"),
                Arguments.of(samples("-90,NaN"), "not JSON at observations[0].rsrpDbm[1] (line 1, column"),
                Arguments.of(samples("-90,\"NaN\""), "observations[0].rsrpDbm[1]"),
                Arguments.of(samples("-90,\"-91\""), "observations[0].rsrpDbm[1] must be a number"),
                Arguments.of(samples("-90,null"), "observations[0].rsrpDbm[1] must be a number"),
                Arguments.of(
                        samples(String.join(",", Collections.nCopies(10_001, "-90"))),
                        "observations[0].rsrpDbm has 10001 samples; at most 10000"),
                Arguments.of(
                        one(Collections.nCopies(1_001, GOOD).toArray(String[]::new)),
                        "observations has 1001 entries; at most 1000"),
                Arguments.of(with("\"sampleIntervalMillis\":0"), "observations[0].sampleIntervalMillis is 0"),
                Arguments.of(
                        with("\"sampleIntervalMillis\":1.5"), "observations[0].sampleIntervalMillis must be a whole"),
                Arguments.of(with("\"excludeDays\":[\"2026-02-30\"]"), "observations[0].excludeDays[0] is not a date"),
                Arguments.of(with("\"excludeDays\":[null]"), "observations[0].excludeDays[0] is missing"),
                Arguments.of("{\"k\":0,\"observations\":[" + GOOD + "]}", "k: k must lie between 1 and 1000"),
                Arguments.of("{\"k\":99999999999,\"observations\":[]}", "k is a number out of range"),
                Arguments.of("{\"thresholdDb\":-1,\"observations\":[" + GOOD + "]}", "thresholdDb: the threshold"),
                Arguments.of("[".repeat(5_000), "the body must be an object"));
    }

    @ParameterizedTest
    @MethodSource("invalidBodies")
    void anInvalidBodyIsRefusedByFieldOrPlace(String body, String detail) throws Exception {
        Answer answer = wayside.post("/v1/predictions", body);

        assertProblem(answer, 400, "/problems/invalid-request");
        assertThat(answer.json().get("detail").textValue()).contains(detail);
        assertThat(answer.response().body()).doesNotContain("dev.wayside", "com.fasterxml", "java.");
    }

    @Test
    void anUnknownPathIsNotFound() throws Exception {
        assertProblem(wayside.get("/v1/nothing"), 404, "/problems/not-found");
        assertProblem(wayside.get("/nothing"), 404, "/problems/not-found");
    }

    @Test
    void anotherMethodIsRefusedWithThoseThatAreAllowed() throws Exception {
        Answer get = wayside.get("/v1/predictions");
        assertProblem(get, 405, "/problems/method-not-allowed");
        assertThat(get.header("Allow")).isEqualTo("POST");

        Answer delete = wayside.send(wayside.request("/v1/carriers").DELETE());
        assertProblem(delete, 405, "/problems/method-not-allowed");
        assertThat(delete.header("Allow")).contains("GET");
    }

    @Test
    void aBodyOfAnotherTypeIsRefused() throws Exception {
        assertProblem(
                wayside.send(wayside.request("/v1/predictions").POST(BodyPublishers.ofString(one(GOOD)))),
                415,
                "/problems/unsupported-media-type");
        assertProblem(
                wayside.send(wayside.request("/v1/predictions")
                        .header("Content-Type", "text/csv")
                        .POST(BodyPublishers.ofString("a,b"))),
                415,
                "/problems/unsupported-media-type");
        assertProblem(
                wayside.send(wayside.request("/v1/predictions")
                        .header("Content-Type", "application/json")
                        .header("Content-Encoding", "gzip")
                        .POST(BodyPublishers.ofString("{}"))),
                415,
                "/problems/unsupported-media-type");
        assertThat(wayside.send(wayside.request("/v1/predictions")
                                .header("Content-Type", "Application/JSON; charset=utf-8")
                                .POST(BodyPublishers.ofString(one(GOOD))))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aBodyThatIsTooLargeIsRefused() throws Exception {
        String body = one(GOOD) + " ".repeat(10_000_000);

        assertProblem(wayside.post("/v1/predictions", body), 413, "/problems/content-too-large");
        assertThat(wayside.post("/v1/predictions", one(GOOD)).status()).isEqualTo(200);
    }

    @Test
    void theRequestIdIsEchoedOrMade() throws Exception {
        assertThat(wayside.send(wayside.request("/healthz").header("X-Request-Id", "train-7.42"))
                        .header("X-Request-Id"))
                .isEqualTo("train-7.42");
        assertThat(wayside.get("/nowhere").header("X-Request-Id")).isNotBlank();
        assertThat(wayside.send(wayside.request("/healthz").header("X-Request-Id", "a b<script>"))
                        .header("X-Request-Id"))
                .isNotBlank()
                .doesNotContain("<");
    }

    @Test
    void whatTheServerCannotParseIsAProblemToo() throws Exception {
        String answer = raw("GET /v1/carriers HTTP/1.1\r\nHost: localhost\r\nBroken header: 1\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 400").contains("/problems/malformed-request", "\"status\":400");

        String tooLong =
                raw("GET /" + "x".repeat(20_000) + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        assertThat(tooLong).startsWith("HTTP/1.1 414").contains("application/problem+json", "/problems/uri-too-long");

        String ambiguous = raw("GET /a/%2e%2e/b HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        assertThat(ambiguous).contains("application/problem+json", "/problems/not-found");

        String old = raw("GET /healthz HTTP/3.0\r\nHost: localhost\r\n\r\n");
        assertThat(old).startsWith("HTTP/1.1 505").contains("/problems/http-version");
        for (String answered : List.of(answer, tooLong, ambiguous, old)) {
            Contract.requireValid("/components/schemas/Problem", answered.substring(answered.indexOf("\r\n\r\n")));
        }
    }

    @Test
    void aStoreThatCannotBeReadIsAProblemWithoutItsInnards(@TempDir Path other) throws Exception {
        RocksDbHistoryStore store = RocksDbHistoryStore.openOrCreate(other, RunningService.SETTINGS);
        try (RunningService broken = new RunningService(store)) {
            store.close();

            Answer answer = broken.predict(GOOD);

            assertProblem(answer, 500, "/problems/internal-error");
            assertThat(answer.response().body()).doesNotContain("closed").doesNotContain("Exception");
            assertThat(broken.get("/healthz").status()).isEqualTo(200);
            assertProblem(broken.get("/readyz"), 500, "/problems/internal-error");
        }
    }

    @Test
    void aPortThatIsTakenIsAnIoError() {
        assertThatIOException()
                .isThrownBy(() -> WaysideService.start(wayside.store, "127.0.0.1", wayside.service.port()))
                .withMessageContaining("cannot listen on 127.0.0.1:" + wayside.service.port());
    }

    private static void assertProblem(Answer answer, int status, String type) throws IOException {
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.header("X-Request-Id")).isNotBlank();
        JsonNode problem = answer.json();
        assertThat(problem.get("type").textValue()).isEqualTo(type);
        assertThat(problem.get("title").textValue()).isNotBlank();
        assertThat(problem.get("status").intValue()).isEqualTo(status);
        assertThat(problem.get("detail").textValue()).isNotBlank();
    }

    private static String raw(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), wayside.service.port())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String one(String... observations) {
        return "{\"observations\":[" + String.join(",", observations) + "]}";
    }

    private static String samples(String samples) {
        return one("{\"carrier\":\"c\",\"cell\":\"1\",\"rsrpDbm\":[" + samples + "]}");
    }

    private static String with(String field) {
        return one("{\"carrier\":\"c\",\"cell\":\"1\",\"rsrpDbm\":[-90]," + field + "}");
    }
}
