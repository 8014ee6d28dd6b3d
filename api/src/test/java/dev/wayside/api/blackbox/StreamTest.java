package dev.wayside.api.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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

    private static final ObjectMapper JSON = new ObjectMapper();

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

    /** The other end of a stream. */
    private static final class Vehicle implements WebSocket.Listener, AutoCloseable {

        private final WebSocket socket;
        private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
        private final BlockingQueue<Integer> closed = new LinkedBlockingQueue<>();
        private final StringBuilder parts = new StringBuilder();

        Vehicle(RunningService service, String... headers) {
            WebSocket.Builder builder = HttpClient.newHttpClient().newWebSocketBuilder();
            for (int i = 0; i < headers.length; i += 2) {
                builder.header(headers[i], headers[i + 1]);
            }
            socket = builder.buildAsync(URI.create("ws://127.0.0.1:" + service.service.port() + "/v1/stream"), this)
                    .join();
        }

        void send(String carrier, String cell, String samples) {
            send("{\"carrier\":\"" + carrier + "\",\"cell\":\"" + cell + "\",\"rsrpDbm\":[" + samples + "]}");
        }

        void send(String message) {
            socket.sendText(message, true).join();
        }

        JsonNode prediction() throws IOException, InterruptedException {
            return next().get("prediction");
        }

        JsonNode next() throws IOException, InterruptedException {
            String message = messages.take();
            Contract.requireValid("/components/schemas/StreamMessage", message);
            return JSON.readTree(message);
        }

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            parts.append(data);
            if (last) {
                messages.add(parts.toString());
                parts.setLength(0);
            }
            from.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket from, int statusCode, String reason) {
            closed.add(statusCode);
            return null;
        }

        @Override
        public void close() {
            socket.abort();
        }
    }
}
