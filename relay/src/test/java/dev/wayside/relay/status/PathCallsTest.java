package dev.wayside.relay.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wayside.relay.Eventually;
import dev.wayside.relay.ReservedPorts;
import dev.wayside.relay.config.Authentication;
import dev.wayside.relay.config.CloudConfig;
import dev.wayside.relay.config.EdgeConfig;
import dev.wayside.relay.config.HostPort;
import dev.wayside.relay.config.Interception;
import dev.wayside.relay.config.Uplink;
import dev.wayside.relay.run.CloudRelay;
import dev.wayside.relay.run.EdgeRelay;
import dev.wayside.relay.run.RunningRelay;
import dev.wayside.relay.schedule.Lane;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Paths that come and go while the relays run: real relays and real HTTP, on loopback. */
@Timeout(60)
class PathCallsTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final String first = "127.0.0.1:" + ReservedPorts.next();
    private final String second = "127.0.0.1:" + ReservedPorts.next();

    @TempDir
    private Path folder;

    private CloudRelay cloud;
    private EdgeRelay edge;
    private StatusServer edgeStatus;
    private StatusServer cloudStatus;

    PathCallsTest() throws Exception {}

    @BeforeEach
    void start() throws Exception {
        Authentication key = new Authentication(
                Optional.of(Files.writeString(folder.resolve("key"), "k".repeat(48))), Optional.empty());
        Optional<String> reno = Optional.of("reno");
        cloud = CloudRelay.start(new CloudConfig(
                List.of(HostPort.of(first), HostPort.of(second)),
                key,
                reno,
                Optional.empty(),
                Optional.empty(),
                Optional.of(false),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
        edge = EdgeRelay.start(new EdgeConfig(
                new Interception("lo", Optional.of(ReservedPorts.next()), List.of(), Optional.empty()),
                List.of(new Uplink("lo", "cmcc", List.of(HostPort.of(first)), reno, Optional.empty())),
                List.of(),
                key,
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
        edgeStatus = status(edge);
        cloudStatus = status(cloud);
    }

    private static StatusServer status(RunningRelay relay) throws Exception {
        return StatusServer.start(relay, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    @AfterEach
    void stop() {
        edgeStatus.close();
        cloudStatus.close();
        edge.close();
        cloud.close();
    }

    @Test
    void aPathIsAddedCarriesAndIsRemoved() throws Exception {
        awaitPaths(1);
        assertThat(call("POST", "/paths", "{\"device\":\"lo\",\"carrier\":\"cucc\",\"cloud\":[\"" + second + "\"]}"))
                .isEqualTo("201 {\"added\":1}");
        awaitPaths(2);
        JsonNode targets = JSON.readTree(call("GET", "/paths", "").substring(4));
        assertThat(targets.findValuesAsText("carrier")).containsExactly("cmcc", "cucc");
        assertThat(targets.findValuesAsText("up")).containsExactly("true", "true");

        assertThat(call("DELETE", "/paths?device=lo&cloud=" + first, "")).isEqualTo("200 {\"removed\":1}");
        awaitPaths(1);
        assertThat(JSON.readTree(call("GET", "/paths", "").substring(4)).findValuesAsText("cloud"))
                .containsExactly(second);
        assertThat(cloud.status().get(0).paths()).extracting("carrier").contains("cucc");
        assertThat(call("DELETE", "/paths?device=lo", "")).isEqualTo("200 {\"removed\":1}");
        awaitPaths(0);
    }

    @Test
    void contextsOfACarrierAreAcceptedOnceItHasAPath() throws Exception {
        String signal = "{\"carrier\":\"cucc\",\"cell\":\"7\",\"rsrpDbm\":-90}";
        String forecast = "{\"carrier\":\"cucc\",\"confidence\":1,\"outageInMillis\":60000,\"outageMillis\":900}";
        assertThat(call("POST", "/contexts/signal", signal)).startsWith("400").contains("no uplink is on carrier");
        assertThat(call("POST", "/paths", "{\"device\":\"lo\",\"carrier\":\"cucc\",\"cloud\":[\"" + second + "\"]}"))
                .startsWith("201");
        assertThat(call("POST", "/contexts/signal", signal)).startsWith("202");
        assertThat(call("POST", "/contexts/forecast", forecast)).startsWith("202");
        JsonNode contexts = JSON.readTree(call("GET", "/contexts", "").substring(4));
        assertThat(contexts.at("/signals/cucc/cell").asText()).isEqualTo("7");
        assertThat(contexts.at("/forecasts/cucc/outageInMillis").asDouble()).isBetween(1.0, 60_000.0);
    }

    @Test
    void mistakesAreNamed() throws Exception {
        String there = "{\"device\":\"lo\",\"carrier\":\"cmcc\",\"cloud\":[\"" + first + "\"]}";
        assertThat(call("POST", "/paths", there)).startsWith("409").contains("already");
        assertThat(call("POST", "/paths", "{\"device\":\"lo\",\"carrier\":\"cucc\"}"))
                .startsWith("409")
                .contains("no address of a cloud relay");
        assertThat(call("POST", "/paths", "{\"device\":\"lo\"}"))
                .startsWith("400")
                .contains("'carrier' is missing");
        assertThat(call("POST", "/paths", "nonsense")).startsWith("400");
        assertThat(call("DELETE", "/paths?device=wwan9", "")).startsWith("404");
        assertThat(call("DELETE", "/paths", "")).startsWith("400").contains("which");
        assertThat(call("DELETE", "/paths?device=lo&cloud=x", ""))
                .startsWith("400")
                .contains("'x'");
        assertThat(call("PATCH", "/paths", "")).startsWith("405");
        assertThat(send(cloudStatus, "GET", "/paths", "")).startsWith("404");
    }

    private String call(String method, String path, String body) throws Exception {
        return send(edgeStatus, method, path, body);
    }

    private String send(StatusServer server, String method, String path, String body) throws Exception {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(URI.create("http://" + server.address() + path))
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        return answer.statusCode() + " " + answer.body();
    }

    private void awaitPaths(int count) throws Exception {
        Eventually.value(
                count + " targets with paths",
                () -> edge.status().get(0).paths(),
                paths -> paths.size() == count * Lane.values().length);
    }
}
