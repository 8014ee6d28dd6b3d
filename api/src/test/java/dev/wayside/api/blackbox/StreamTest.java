package dev.wayside.api.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wayside.api.http.ServiceSettings;
import dev.wayside.api.http.access.AccessToken;
import dev.wayside.api.http.access.Scope;
import dev.wayside.api.http.exchange.ServiceLimits;
import dev.wayside.kvstore.CellKey;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Samples in as they come, predictions out as they change. */
@Timeout(60)
class StreamTest {

    @TempDir
    private Path directory;

    private RunningService wayside;

    @BeforeEach
    void start() throws IOException {
        wayside = new RunningService(directory);
        PastVisits visits = new PastVisits(wayside.store);
        visits.ramp(new CellKey("cmcc", "a"), 1, PastVisits.MONDAY, 20, -70, 5e6);
        visits.ramp(new CellKey("cucc", "b"), 2, PastVisits.MONDAY, 20, -80, 7e6);
    }

    @AfterEach
    void stop() {
        wayside.close();
    }

    @Test
    void eachCarrierIsPredictedFromAllItsSamplesSoFar() throws Exception {
        try (Vehicle vehicle = new Vehicle(wayside)) {
            vehicle.send("cmcc", "a", "-75");
            assertThat(vehicle.prediction().get("reason").textValue()).isEqualTo("too-few-samples");
            vehicle.send("cmcc", "a", "-76,-77");
            JsonNode three = vehicle.prediction();
            vehicle.send("cucc", "b", "-85,-86,-87,-88,-89,-90");
            JsonNode other = vehicle.prediction();
            vehicle.send("cmcc", "a", "-78,-79,-80");
            JsonNode whole = vehicle.prediction();

            assertThat(three.get("samplesUsed").intValue()).isEqualTo(3);
            assertThat(three.get("shortWindow").booleanValue()).isTrue();
            assertThat(other.get("carrier").textValue()).isEqualTo("cucc");
            assertThat(whole.get("samplesUsed").intValue()).isEqualTo(5);
            assertThat(whole.at("/matches/0/distanceDb").doubleValue()).isZero();
            assertThat(whole)
                    .isEqualTo(wayside.predict(
                                    "{\"carrier\":\"cmcc\",\"cell\":\"a\",\"rsrpDbm\":[-75,-76,-77,-78,-79,-80]}")
                            .json()
                            .at("/predictions/0"));
        }
    }

    @Test
    void rowsOfATripAreAcknowledgedNextToPredictions() throws Exception {
        wayside.post("/v1/trips", "{\"device\": \"tram 7\", \"id\": \"tram-7\"}");
        try (Vehicle vehicle = new Vehicle(wayside)) {
            vehicle.send(rows(0, 30, "new"));
            assertThat(vehicle.next().at("/acknowledged/rows").intValue()).isEqualTo(30);
            vehicle.send("cmcc", "new", "-90,-90,-90,-90,-90");
            assertThat(vehicle.prediction().get("reason").textValue()).isEqualTo("unknown-cell");
            vehicle.send(rows(30, 7, "next"));
            JsonNode complete = vehicle.next();
            assertThat(complete.at("/acknowledged/visits").intValue()).isEqualTo(1);
            vehicle.send("cmcc", "new", "-90");
            assertThat(vehicle.prediction().has("reason")).isFalse();

            vehicle.send(rows(29, 7, "next"));
            assertThat(vehicle.next().at("/problem/type").textValue()).isEqualTo("/problems/trip-rows-differ");
            vehicle.send(rows(40, 1, "next"));
            JsonNode gap = vehicle.next();
            assertThat(gap.at("/problem/type").textValue()).isEqualTo("/problems/trip-rows-missing");
            assertThat(gap.at("/problem/rows").intValue()).isEqualTo(37);
            vehicle.send("{\"trip\": \"tram-7\", \"rows\": []}");
            assertThat(vehicle.next().at("/problem/status").intValue()).isEqualTo(400);
            vehicle.send(rows(0, 1, "next").replace("tram-7", "nowhere"));
            assertThat(vehicle.next().at("/problem/status").intValue()).isEqualTo(404);
        }
        assertThat(wayside.get("/v1/trips/tram-7").json().get("rows").intValue())
                .isEqualTo(37);
    }

    @Test
    void rowsOfATripNeedTheScopeIngest(@TempDir Path other) throws Exception {
        String token = AccessToken.generate(new SecureRandom());
        ServiceSettings settings = ServiceSettings.onLoopback(RunningService.SETTINGS, 0)
                .withTokens(List.of(new AccessToken("reader", Set.of(Scope.QUERY), AccessToken.hash(token))));
        try (RunningService guarded = new RunningService(other, settings);
                Vehicle vehicle = new Vehicle(guarded, "Authorization", "Bearer " + token)) {
            vehicle.send(rows(0, 1, "a"));
            assertThat(vehicle.next().at("/problem/type").textValue()).isEqualTo("/problems/insufficient-scope");
        }
    }

    private static String rows(int after, int count, String cell) {
        List<String> rows = IntStream.range(after, after + count)
                .mapToObj(i -> "{\"time\":%d,\"carrier\":\"cmcc\",\"cell\":\"%s\",\"rsrp_dbm\":-90.5}"
                        .formatted(PastVisits.MONDAY + i * 100L, cell))
                .toList();
        return "{\"trip\":\"tram-7\",\"after\":" + after + ",\"rows\":[" + String.join(",", rows) + "]}";
    }

    @Test
    void anotherCellStartsANewSeries() throws Exception {
        try (Vehicle vehicle = new Vehicle(wayside)) {
            vehicle.send("cmcc", "a", "-75,-76,-77,-78,-79");
            assertThat(vehicle.prediction().get("samplesUsed").intValue()).isEqualTo(5);
            vehicle.send("cmcc", "b", "-75,-76");
            JsonNode after = vehicle.prediction();

            assertThat(after.get("cell").textValue()).isEqualTo("b");
            assertThat(after.get("samplesUsed").intValue()).isEqualTo(2);
        }
    }

    @Test
    void whatDoesNotChangeIsNotSentAgain() throws Exception {
        try (Vehicle vehicle = new Vehicle(wayside)) {
            for (int i = 0; i < 20; i++) {
                vehicle.send("cmcc", "nowhere", "-75,-76,-77,-78,-79");
            }
            vehicle.send("cmcc", "a", "-75,-76,-77,-78,-79");

            assertThat(vehicle.prediction().get("reason").textValue()).isEqualTo("unknown-cell");
            assertThat(vehicle.prediction().get("cell").textValue()).isEqualTo("a");
        }
    }

    @Test
    void aForecastThatDoesNotChangeIsNotSentAgain() throws Exception {
        try (Vehicle vehicle = new Vehicle(wayside)) {
            vehicle.send("cmcc", "a", "-75,-76,-77,-78,-79");
            for (int i = 0; i < 20; i++) {
                vehicle.send("cmcc", "a", "");
            }
            vehicle.send("cmcc", "nowhere", "-75");

            assertThat(vehicle.prediction().at("/performance/downlinkBps").isObject())
                    .isTrue();
            assertThat(vehicle.prediction().get("cell").textValue()).isEqualTo("nowhere");
        }
    }

    @Test
    void newHistoryAnswersAtOnce() throws Exception {
        try (Vehicle vehicle = new Vehicle(wayside)) {
            vehicle.send("cmcc", "new", "-75,-76,-77,-78,-79");
            assertThat(vehicle.prediction().get("matches")).isEmpty();
            new PastVisits(wayside.store).ramp(new CellKey("cmcc", "new"), 9, PastVisits.MONDAY, 20, -70, 5e6);

            vehicle.send("cmcc", "new", "-80");

            assertThat(vehicle.prediction().get("matches")).hasSize(1);
        }
    }

    @Test
    void aMessageThatIsWrongIsPassedOver() throws Exception {
        try (Vehicle vehicle = new Vehicle(wayside)) {
            for (String wrong : List.of(
                    "oops",
                    "{}",
                    "[]",
                    "{\"carrier\":\"cmcc\",\"cell\":\"a\",\"rsrpDbm\":[90]}",
                    "{\"carrier\":\"cmcc\",\"cell\":\"a\",\"rsrpDbm\":[-90],\"colour\":1}",
                    "[".repeat(5_000))) {
                vehicle.send(wrong);
                assertThat(vehicle.next().at("/problem/type").textValue()).isEqualTo("/problems/invalid-request");
            }
            for (int i = 0; i < 17; i++) {
                vehicle.send("c" + i, "a", "-75,-76");
            }
            JsonNode last = vehicle.next();
            while (!last.has("problem")) {
                last = vehicle.next();
            }
            assertThat(last.at("/problem/detail").textValue()).contains("more than 16 carriers");
        }
    }

    @Test
    void whatIsTooLargeOrNoTextEndsTheConnection() throws Exception {
        try (Vehicle vehicle = new Vehicle(wayside)) {
            vehicle.trySend(" ".repeat(200_000));
            assertThat(vehicle.closed.take()).isEqualTo(1009);
        }
        try (Vehicle vehicle = new Vehicle(wayside)) {
            vehicle.socket.sendBinary(ByteBuffer.allocate(10), true).join();
            assertThat(vehicle.closed.take()).isEqualTo(1003);
        }
        assertThat(wayside.get("/healthz").status()).isEqualTo(200);
    }

    @Test
    void onlyWhoMayAskMayConnectAndNoPageOfAnotherSite(@TempDir Path other) throws Exception {
        String token = AccessToken.generate(new SecureRandom());
        String ingest = AccessToken.generate(new SecureRandom());
        ServiceSettings guarded = ServiceSettings.onLoopback(RunningService.SETTINGS, 0)
                .withTokens(List.of(
                        new AccessToken("reader", Set.of(Scope.QUERY), AccessToken.hash(token)),
                        new AccessToken("train", Set.of(Scope.INGEST), AccessToken.hash(ingest))));
        try (RunningService service = new RunningService(other, guarded)) {
            assertThat(refusal(service, "X-Nothing", "x")).isEqualTo(401);
            assertThat(refusal(service, "Authorization", "Bearer " + ingest)).isEqualTo(403);
            new Vehicle(service, "Authorization", "Bearer " + token).close();
        }
        assertThat(refusal(wayside, "Origin", "https://elsewhere.test")).isEqualTo(403);
        new Vehicle(wayside, "Origin", "http://127.0.0.1:" + wayside.service.port()).close();
    }

    @Test
    void aPlainGetIsAskedToUpgrade() throws Exception {
        RunningService.Answer answer = wayside.get("/v1/stream");

        assertThat(answer.status()).isEqualTo(426);
        assertThat(answer.header("Upgrade")).isEqualTo("websocket");
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.json().get("type").textValue()).isEqualTo("/problems/upgrade-required");
        assertThat(answer.json().get("detail").textValue()).contains("ws://");
    }

    @Test
    void aPageBringsItsTokenAsASubprotocolThatIsNotSentBack(@TempDir Path other) throws Exception {
        String token = AccessToken.generate(new SecureRandom());
        ServiceSettings guarded = ServiceSettings.onLoopback(RunningService.SETTINGS, 0)
                .withTokens(List.of(new AccessToken("page", Set.of(Scope.QUERY), AccessToken.hash(token))));
        try (RunningService service = new RunningService(other, guarded)) {
            try (Vehicle page = Vehicle.offering(service, "wayside.v1", "bearer." + token)) {
                assertThat(page.socket.getSubprotocol()).isEqualTo("wayside.v1");
                page.send("cmcc", "a", "-75,-76,-77,-78,-79");
                assertThat(page.prediction().get("reason").textValue()).isEqualTo("unknown-cell");
            }
            assertThat(refusal(() -> Vehicle.offering(service, "wayside.v1", "bearer.wayside_other")))
                    .isEqualTo(401);
            assertThat(refusal(() -> Vehicle.offering(service, "wayside.v1"))).isEqualTo(401);
            assertThat(refusal(() -> Vehicle.offering(service, "bearer." + token)))
                    .isEqualTo(400);
        }
    }

    @Test
    void messagesCountAgainstTheRateAndAreAnsweredSo(@TempDir Path other) throws Exception {
        ServiceLimits slow = new ServiceLimits(10_000, 10, 100, 10_000, 100, 100, 100);
        ServiceSettings held =
                ServiceSettings.onLoopback(RunningService.SETTINGS, 0).withLimits(slow);
        try (RunningService service = new RunningService(other, held);
                Vehicle vehicle = new Vehicle(service)) {
            JsonNode answer = vehicle.send("cmcc", "c0", "-75,-76").next();
            assertThat(answer.has("prediction")).isTrue();
            for (int i = 1; !answer.has("problem"); i++) {
                answer = vehicle.send("cmcc", "c" + i, "-75,-76").next();
            }
            assertThat(answer.at("/problem/type").textValue()).isEqualTo("/problems/too-many-requests");
            assertThat(answer.at("/problem/detail").textValue()).contains("several samples in one message");
            assertThat(vehicle.closed).isEmpty();

            // The bucket fills again, and the stream goes on.
            while (!answer.has("prediction")) {
                answer = vehicle.send("cmcc", "later", "-75,-76").next();
            }
            assertThat(answer.at("/prediction/cell").textValue()).isEqualTo("later");
        }
    }

    @Test
    void whoDoesNotHeedTheRateIsLetGo(@TempDir Path other) throws Exception {
        ServiceLimits slow = new ServiceLimits(10_000, 10, 100, 10_000, 100, 100, 1);
        ServiceSettings held =
                ServiceSettings.onLoopback(RunningService.SETTINGS, 0).withLimits(slow);
        try (RunningService service = new RunningService(other, held);
                Vehicle vehicle = new Vehicle(service)) {
            for (int i = 0; vehicle.closed.isEmpty(); i++) {
                vehicle.trySend("{\"carrier\":\"cmcc\",\"cell\":\"c" + i + "\",\"rsrpDbm\":[-75,-76]}");
                // What is sent into a closed connection makes the kernel drop the close code that is on its way.
                vehicle.awaitAnswerOrClose();
            }
            assertThat(vehicle.closed.take()).isEqualTo(1008);
        }
    }

    @Test
    void streamsAreClosedWhenTheServiceStops(@TempDir Path other) throws Exception {
        Vehicle vehicle;
        try (RunningService service = new RunningService(other)) {
            vehicle = new Vehicle(service);
            assertThat(vehicle.send("cmcc", "a", "-75,-76").prediction()).isNotNull();
        }
        assertThat(vehicle.closed.take()).isEqualTo(1001);
    }

    @Test
    void samplesBeforeAreForgottenWhereThatIsAskedFor() throws Exception {
        try (Vehicle vehicle = new Vehicle(wayside)) {
            assertThat(vehicle.send("cmcc", "a", "-75,-76,-77,-78")
                            .prediction()
                            .get("samplesUsed")
                            .intValue())
                    .isEqualTo(4);
            vehicle.send("{\"carrier\":\"cmcc\",\"cell\":\"a\",\"rsrpDbm\":[-75,-76],\"reset\":true}");

            assertThat(vehicle.prediction().get("samplesUsed").intValue()).isEqualTo(2);
        }
    }

    @Test
    void theStepsOfAForecastTellTheSpreadOfTheMatchesWhereThatIsWanted() throws Exception {
        PastVisits visits = new PastVisits(wayside.store);
        CellKey cell = new CellKey("cmcc", "spread");
        for (int i = 0; i < 5; i++) {
            visits.ramp(cell, 10 + i, PastVisits.MONDAY + i * 60_000L, 20, -70, (1 + i) * 1e6);
        }
        String samples = "\"carrier\":\"cmcc\",\"cell\":\"spread\",\"rsrpDbm\":[-75,-76,-77,-78,-79]";
        try (Vehicle vehicle = new Vehicle(wayside)) {
            JsonNode banded = vehicle.send("{" + samples + ",\"bands\":true}").prediction();

            JsonNode series = banded.at("/performance/downlinkBps/series");
            // Equal weights: the value at share 0.1 of five is the least, at 0.9 the greatest.
            assertThat(series.at("/p10/0").doubleValue()).isEqualTo(1e6);
            assertThat(series.at("/p90/0").doubleValue()).isEqualTo(5e6);
            assertThat(series.at("/values/0").doubleValue()).isEqualTo(3e6);
            assertThat(banded)
                    .isEqualTo(wayside.predict("{" + samples + ",\"bands\":true}")
                            .json()
                            .at("/predictions/0"));
            assertThat(wayside.predict("{" + samples + "}")
                            .json()
                            .at("/predictions/0/performance/downlinkBps/series")
                            .has("p10"))
                    .isFalse();
        }
    }

    private static int refusal(ThrowingCallable connecting) {
        return org.assertj.core.api.Assertions.catchThrowable(connecting) instanceof CompletionException failure
                        && failure.getCause() instanceof WebSocketHandshakeException refused
                ? refused.getResponse().statusCode()
                : 101;
    }

    private static int refusal(RunningService service, String header, String value) {
        return refusal(() -> new Vehicle(service, header, value).close());
    }
}
