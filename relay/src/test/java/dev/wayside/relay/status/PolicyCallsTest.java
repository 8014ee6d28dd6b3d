package dev.wayside.relay.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;

import dev.wayside.relay.Eventually;
import dev.wayside.relay.ReservedPorts;
import dev.wayside.relay.config.CloudConfig;
import dev.wayside.relay.config.ConfigException;
import dev.wayside.relay.config.ConfigFile;
import dev.wayside.relay.config.EdgeConfig;
import dev.wayside.relay.run.CloudRelay;
import dev.wayside.relay.run.EdgeRelay;
import dev.wayside.relay.run.RunningRelay;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Rules that are replaced while the relays run: real relays, files and HTTP, on loopback. */
@Timeout(60)
class PolicyCallsTest {

    private static final String RULES = "policy: [{kinds: [bulk], weight: 0.5, scheduler: ecf}] # by hand\n";
    private static final String IN_FORCE = "\"policy\":[{\"kinds\":[\"bulk\"],\"weight\":0.5,\"scheduler\":\"ecf\"}]}";

    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    private Path folder;

    private Path kept;
    private Path edgeFile;
    private CloudRelay cloud;
    private EdgeRelay edge;
    private StatusServer edgeStatus;
    private StatusServer cloudStatus;

    @BeforeEach
    void start() throws Exception {
        int port = ReservedPorts.next();
        kept = folder.resolve("kept.yaml");
        String key = "authentication: {keyFile: " + Files.writeString(folder.resolve("key"), "k".repeat(48)) + "}\n";
        Path cloudFile = Files.writeString(
                folder.resolve("cloud.yaml"),
                key + "listen: ['127.0.0.1:" + port + "']\ncongestionControl: reno\ntransparent: false\n");
        edgeFile = Files.writeString(
                folder.resolve("edge.yaml"),
                key + "intercept: {device: lo, rules: []}\ncloud: ['127.0.0.1:" + port + "']\n"
                        + "uplinks: [{device: lo, carrier: cmcc, congestionControl: reno}]\n"
                        + "policy: [{ports: [22], scheduler: urgent}]\npolicyFile: " + kept + "\n");
        cloud = CloudRelay.start(ConfigFile.read(cloudFile, CloudConfig.class));
        cloudStatus = status(cloud);
        startEdge();
    }

    private void startEdge() throws Exception {
        edge = EdgeRelay.start(ConfigFile.read(edgeFile, EdgeConfig.class));
        edgeStatus = status(edge);
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
    void rulesAreReplacedAndShownAndForgottenByARestart() throws Exception {
        assertThat(call(edgeStatus, "GET", "/policy", ""))
                .startsWith("200")
                .contains("\"policy\":[{\"ports\":[22],\"scheduler\":\"urgent\"}]")
                .contains("{\"kind\":\"control\",\"ports\":[22,53,123,5060,5061]}");
        assertThat(call(edgeStatus, "PUT", "/policy", RULES)).startsWith("200").contains(IN_FORCE);
        String shown = call(edgeStatus, "GET", "/policy", "");
        assertThat(shown).contains(IN_FORCE);
        // What is shown is taken as well.
        assertThat(call(cloudStatus, "PUT", "/policy", shown.substring(4))).isEqualTo(shown);
        assertThat(kept).doesNotExist();
        restartEdge();
        assertThat(call(edgeStatus, "GET", "/policy", "")).contains("\"ports\":[22],\"scheduler\"");
    }

    @Test
    void rulesThatAreToStayOutliveARestart() throws Exception {
        assertThat(call(edgeStatus, "PUT", "/policy?persist=true", RULES)).startsWith("200");
        assertThat(kept).hasContent(RULES);
        assertThat(folder.resolve("kept.yaml.new")).doesNotExist();
        restartEdge();
        assertThat(call(edgeStatus, "GET", "/policy", "")).contains(IN_FORCE);
        Files.writeString(kept, "policy: [{weight: 0}]");
        EdgeConfig config = ConfigFile.read(edgeFile, EdgeConfig.class);
        assertThatThrownBy(() -> EdgeRelay.start(config))
                .isInstanceOf(ConfigException.class)
                .hasMessageContainingAll(kept.toString(), "line 1", "'weight' must be above 0");
    }

    private void restartEdge() throws Exception {
        edgeStatus.close();
        edge.close();
        startEdge();
    }

    @Test
    void mistakesAreNamedAndChangeNothing() throws Exception {
        String before = call(edgeStatus, "GET", "/policy", "");
        assertThat(call(edgeStatus, "PUT", "/policy", "policy: [{scheduler: fastest}]"))
                .startsWith("400")
                .contains("line 1", "fastest", "UTILITY");
        assertThat(call(edgeStatus, "PUT", "/policy", "policy: [{kind: bulk}]"))
                .startsWith("400")
                .contains("no 'kind' here", "kinds");
        assertThat(call(edgeStatus, "PUT", "/policy", "policy: [{when: {maxCarriersUp: one}}]"))
                .startsWith("400");
        assertThat(call(edgeStatus, "PUT", "/policy", "kinds: []"))
                .startsWith("400")
                .contains("'policy' is missing");
        assertThat(call(edgeStatus, "PUT", "/policy", "")).startsWith("400").contains("is empty");
        assertThat(call(edgeStatus, "PUT", "/policy", "policy: [" + " ".repeat(70_000) + "]"))
                .startsWith("413");
        assertThat(call(edgeStatus, "PUT", "/policy?persist=yes", RULES))
                .startsWith("400")
                .contains("persist=true");
        assertThat(call(edgeStatus, "POST", "/policy", RULES)).startsWith("405");
        assertThat(call(cloudStatus, "PUT", "/policy?persist=true", RULES))
                .startsWith("409")
                .contains("policyFile");
        assertThat(call(edgeStatus, "GET", "/policy", "")).isEqualTo(before);
        assertThat(call(cloudStatus, "GET", "/policy", "")).contains("\"policy\":[]");

        Files.createDirectory(kept);
        assertThat(call(edgeStatus, "PUT", "/policy?persist=true", RULES))
                .startsWith("500")
                .contains("cannot write");
        assertThat(call(edgeStatus, "GET", "/policy", ""))
                .as("what cannot be kept")
                .isEqualTo(before);
        Files.delete(kept);
    }

    @Test
    void kindsAndTheStateOfTheLinksAreShown() throws Exception {
        Eventually.value(
                "a carrier is up",
                () -> call(edgeStatus, "GET", "/metrics", ""),
                metrics -> metrics.contains("wayside_relay_carriers_up{session=\"0\"} 1"));
        assertThat(call(edgeStatus, "GET", "/metrics", ""))
                .contains("# TYPE wayside_relay_flows gauge\nwayside_relay_flows{kind=\"bulk\",session=\"0\"} 0.0\n")
                .contains("# HELP wayside_relay_kind_sent_bytes_total ")
                .contains("# TYPE wayside_relay_kind_sent_bytes_total counter\n")
                .contains("wayside_relay_kind_sent_bytes_total{kind=\"control\",session=\"0\"} 0.0\n");
        assertThat(call(edgeStatus, "GET", "/", ""))
                .contains("0 control (0.0 MB)", "1 carriers up, no history for any");
        assertThat(call(edgeStatus, "GET", "/status", ""))
                .contains("\"links\":{\"carriersUp\":1,\"outagePredicted\":false,\"historyAvailable\":false}")
                .contains("{\"kind\":\"HTML\",\"flows\":0,\"sentBytes\":0}");
        assertThat(call(edgeStatus, "GET", "/connections", "")).isEqualTo("200 [{}]");
        assertThat(call(cloudStatus, "GET", "/connections", "")).isEqualTo("200 [{}]");
    }

    private String call(StatusServer server, String method, String path, String body) throws Exception {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(URI.create("http://" + server.address() + path))
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        return answer.statusCode() + " " + answer.body();
    }
}
