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

import com.fasterxml.jackson.databind.JsonNode;
import dev.wayside.api.http.AccessToken;
import dev.wayside.api.http.Scope;
import dev.wayside.api.http.ServiceSettings;
import dev.wayside.kvstore.CellKey;
import org.assertj.core.api.InstanceOfAssertFactories;
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
    void anotherCellBeginsAnew() throws Exception {
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
    void whatDoesNotChangeIsNotToldAgain() throws Exception {
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
            vehicle.socket.sendText(" ".repeat(200_000), true).join();
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
        assertThat(wayside.get("/v1/stream").status()).isEqualTo(404);
    }

    private static int refusal(RunningService service, String header, String value) {
        return org.assertj.core.api.Assertions.catchThrowable(() -> new Vehicle(service, header, value).close())
                        instanceof CompletionException failure
                ? assertThat(failure.getCause())
                        .asInstanceOf(InstanceOfAssertFactories.type(WebSocketHandshakeException.class))
                        .actual()
                        .getResponse()
                        .statusCode()
                : 101;
    }
}
