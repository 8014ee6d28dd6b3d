package dev.wayside.relay.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wayside.relay.Eventually;
import dev.wayside.relay.ReservedPorts;
import dev.wayside.relay.config.CloudConfig;
import dev.wayside.relay.config.ConfigFile;
import dev.wayside.relay.config.ConfigSource;
import dev.wayside.relay.config.EdgeConfig;
import dev.wayside.relay.path.PathTarget;
import dev.wayside.relay.reload.ReloadReport;
import dev.wayside.relay.run.CloudRelay;
import dev.wayside.relay.run.EdgeRelay;
import dev.wayside.relay.run.RunningRelay;
import dev.wayside.relay.schedule.Lane;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Configurations that change while the relays run: real relays, files and HTTP, on loopback. */
@Timeout(60)
class ReloadTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final String first = "127.0.0.1:" + ReservedPorts.next();
    private final String second = "127.0.0.1:" + ReservedPorts.next();

    @TempDir
    private Path folder;

    private Path cloudFile;
    private Path edgeFile;
    private CloudRelay cloud;
    private EdgeRelay edge;
    private StatusServer edgeStatus;
    private StatusServer cloudStatus;

    ReloadTest() throws Exception {}

    @BeforeEach
    void start() throws Exception {
        cloudFile = folder.resolve("cloud.yaml");
        edgeFile = folder.resolve("edge.yaml");
        key("key", 'k');
        writeCloud("keyFile: " + folder.resolve("key"), first + "', '" + second, "");
        writeEdge("{device: lo, carrier: cmcc, cloud: ['" + first + "'], congestionControl: reno}", "");
        startCloud(() -> ConfigFile.read(cloudFile, CloudConfig.class));
        ConfigSource<EdgeConfig> source = () -> ConfigFile.read(edgeFile, EdgeConfig.class);
        edge = EdgeRelay.start(source.read(), source);
        edgeStatus = status(edge);
        awaitTargets("cmcc " + first + " up");
    }

    private void startCloud(ConfigSource<CloudConfig> source) throws Exception {
        cloud = CloudRelay.start(ConfigFile.read(cloudFile, CloudConfig.class), source);
        cloudStatus = status(cloud);
    }

    private static StatusServer status(RunningRelay relay) throws Exception {
        return StatusServer.start(relay, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    private Path key(String name, char filling) throws Exception {
        return Files.writeString(folder.resolve(name), String.valueOf(filling).repeat(48));
    }

    private void writeCloud(String authentication, String listen, String more) throws Exception {
        Files.writeString(
                cloudFile,
                "authentication: {" + authentication + "}\nlisten: ['" + listen
                        + "']\ncongestionControl: reno\ntransparent: false\n" + more);
    }

    private void writeEdge(String uplinks, String more) throws Exception {
        Files.writeString(
                edgeFile,
                "authentication: {keyFile: " + folder.resolve("key") + "}\nintercept: {device: lo, rules: []}\n"
                        + "uplinks: [" + uplinks + "]\n" + more);
    }

    private static String uplink(String carrier, String address) {
        return "{device: lo, carrier: " + carrier + ", cloud: ['" + address + "'], congestionControl: reno}";
    }

    @AfterEach
    void stop() {
        edgeStatus.close();
        cloudStatus.close();
        edge.close();
        cloud.close();
    }

    @Test
    void uplinksAreAddedReplacedAndRemoved() throws Exception {
        writeEdge(uplink("cmcc", first) + ", " + uplink("cucc", second), "");
        assertThat(reloadEdge()).containsExactly("path over lo (cucc) to " + second + ": added");
        awaitTargets("cmcc " + first + " up", "cucc " + second + " up");

        writeEdge(uplink("ctcc", first) + ", " + uplink("cucc", second), "");
        assertThat(reloadEdge()).hasSize(1).first().asString().contains("(cmcc)", "replaced", "(ctcc)");
        awaitTargets("ctcc " + first + " up", "cucc " + second + " up");

        writeEdge(uplink("cucc", second), "");
        assertThat(reloadEdge()).containsExactly("path over lo (ctcc) to " + first + ": removed");
        awaitTargets("cucc " + second + " up");
        assertThat(call(edgeStatus, "POST", "/contexts/signal", "{\"carrier\":\"cmcc\"}"))
                .startsWith("400");
        assertThat(call(edgeStatus, "POST", "/contexts/signal", "{\"carrier\":\"cucc\"}"))
                .startsWith("202");
        assertThat(reloadEdge()).as("nothing has changed").isEmpty();
    }

    @Test
    void theOnlyPathStaysUntilItsSuccessorIsUp() throws Exception {
        // Nobody listens there: the old path is the one way for as long as it may be.
        writeEdge(uplink("cmcc", "127.0.0.1:" + ReservedPorts.next()), "");
        reloadEdge();
        assertThat(edge.status().get(0).paths()).hasSize(Lane.values().length);
        writeEdge(uplink("cmcc", second), "");
        reloadEdge();
        Eventually.value(
                "a path to " + second,
                () -> {
                    assertThat(edge.status().get(0).paths()).isNotEmpty();
                    return targets();
                },
                List.of("cmcc " + second + " up")::equals);
    }

    @Test
    void whatCallsHaveChangedIsAsInTheFileAgain() throws Exception {
        assertThat(call(
                        edgeStatus,
                        "POST",
                        "/paths",
                        "{\"device\":\"lo\",\"carrier\":\"cucc\",\"cloud\":[\"" + second + "\"]}"))
                .startsWith("201");
        assertThat(call(edgeStatus, "PUT", "/policy", "policy: [{scheduler: ecf}]"))
                .startsWith("200");
        assertThat(reloadEdge()).hasSize(2).anyMatch(line -> line.contains("(cucc)") && line.endsWith("removed"));
        awaitTargets("cmcc " + first + " up");
        assertThat(call(edgeStatus, "GET", "/policy", "")).contains("\"policy\":[]");
    }

    @Test
    void policyAndSharingAreReplacedAndAPolicyFileHoldsInstead() throws Exception {
        String policy = "policy: [{ports: [22], scheduler: urgent}]\nsharing: strict\n";
        writeEdge(uplink("cmcc", first), policy);
        assertThat(reloadEdge())
                .hasSize(2)
                .anyMatch(line -> line.startsWith("policy and kinds: applied: "))
                .contains("sharing: applied");
        assertThat(call(edgeStatus, "GET", "/policy", "")).contains("\"policy\":[{\"ports\":[22]");

        Path kept = Files.writeString(folder.resolve("kept.yaml"), "policy: [{scheduler: ecf}]");
        writeEdge(uplink("cmcc", first), policy + "policyFile: " + kept + "\n");
        assertThat(reloadEdge()).anyMatch(line -> line.contains("from " + kept + ", which holds instead"));
        assertThat(call(edgeStatus, "GET", "/policy", "")).contains("\"policy\":[{\"scheduler\":\"ecf\"}]");

        writeCloud("keyFile: " + folder.resolve("key"), first + "', '" + second, policy);
        assertThat(reloadCloud()).hasSize(2);
        assertThat(call(cloudStatus, "GET", "/policy", "")).contains("\"policy\":[{\"ports\":[22]");
    }

    @Test
    void aKeyIsReplacedWithoutLosingAPath() throws Exception {
        Path old = key("old", 'k');
        Path next = key("next", 'n');
        writeCloud("keyFile: " + next + ", acceptedKeyFiles: [" + old + "]", first + "', '" + second, "");
        assertThat(reloadCloud()).hasSize(1).first().asString().startsWith("authentication: ");
        // The edge has the old key still.
        writeEdge(uplink("cmcc", first) + ", " + uplink("cucc", second), "");
        reloadEdge();
        awaitTargets("cmcc " + first + " up", "cucc " + second + " up");
        // A target is up with its main lane; the other lane may follow a moment later.
        List<Integer> paths = Eventually.value(
                "both lanes of both targets", this::pathIds, ids -> ids.size() >= 2 * Lane.values().length);

        key("key", 'n');
        assertThat(reloadEdge()).hasSize(1).first().asString().startsWith("authentication: ");
        writeCloud("keyFile: " + next, first + "', '" + second, "");
        assertThat(reloadCloud()).hasSize(1);
        assertThat(pathIds()).as("paths stay").isEqualTo(paths);

        writeEdge(uplink("cmcc", first) + ", " + uplink("ctcc", second), "");
        reloadEdge();
        awaitTargets("cmcc " + first + " up", "ctcc " + second + " up");

        // And the old one opens nothing any more.
        key("key", 'k');
        writeEdge(uplink("cmcc", first), "");
        reloadEdge();
        awaitTargets("cmcc " + first + " up");
        writeEdge(uplink("cmcc", first) + ", " + uplink("kpn", second), "");
        reloadEdge();
        assertNoPath("kpn " + second);
    }

    /** Two dials a second at least: none of them may succeed. */
    private void assertNoPath(String target) throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(2).toNanos();
        while (System.nanoTime() < end) {
            assertThat(targets()).contains(target + " down");
        }
    }

    @Test
    void listenAddressesAreExchangedAndPathsStay() throws Exception {
        int port = ReservedPorts.next();
        writeCloud("keyFile: " + folder.resolve("key"), "127.0.0.1:" + port, "");
        assertThat(reloadCloud()).containsExactly("listen: applied");
        assertThat(targets()).containsExactly("cmcc " + first + " up");
        assertThatThrownBy(() -> new Socket("127.0.0.1", Integer.parseInt(second.substring(10))).close())
                .hasMessageContaining("refused");
        // The same port at all addresses: cannot be listened at while the other is.
        writeCloud("keyFile: " + folder.resolve("key"), "0.0.0.0:" + port, "");
        assertThat(reloadCloud()).containsExactly("listen: applied");
        new Socket("127.0.0.2", port).close();
    }

    @Test
    void aListenAddressThatIsTakenChangesNothing() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            writeCloud(
                    "keyFile: " + folder.resolve("key"),
                    "127.0.0.1:" + taken.getLocalPort(),
                    "policy: [{scheduler: ecf}]\n");
            assertThat(call(cloudStatus, "POST", "/reload", ""))
                    .startsWith("503")
                    .contains("listen: cannot listen on", String.valueOf(taken.getLocalPort()), "in use");
        }
        assertThat(call(cloudStatus, "GET", "/policy", "")).contains("\"policy\":[]");
        new Socket("127.0.0.1", Integer.parseInt(second.substring(10))).close();
    }

    @Test
    void aFileThatCannotBeUsedChangesNothingAndIsNamed() throws Exception {
        String good = Files.readString(edgeFile);
        String added = good.replace("uplinks: [", "uplinks: [" + uplink("cucc", second) + ", ");
        assertTextRefused(added + "polices: []\n", "edge.yaml, line 4", "there is no 'polices' here");
        assertTextRefused(added + "policy: [{weight: 0}]\n", "edge.yaml, line 4", "'weight' must be above 0");
        assertTextRefused(added + "policy: [\n", "edge.yaml, line 4, policy: ", "line 5");
        assertTextRefused("", "edge.yaml: is empty");
        assertTextRefused(added.replace("key}", "nokey}"), "nokey does not exist");
        assertTextRefused(added.replace("key}", "short}"), "at least 32");
        assertTextRefused(added + "policyFile: " + folder.resolve("bad.yaml") + "\n", "bad.yaml, line 1");
        assertTextRefused(
                added + "history: {url: 'http://127.0.0.1:9', report: {spool: " + edgeFile + "}}\n", "edge.yaml");
        assertTextRefused(added + "signal: {replay: {logs: [" + folder.resolve("no.csv") + "]}}\n", "no.csv");
        assertTextRefused("#".repeat(2_000_000), "too long for settings");
        Files.write(edgeFile, new byte[] {'#', (byte) 0xff, '\n'});
        assertRefused("is not text in UTF-8");
        Files.delete(edgeFile);
        assertRefused(edgeFile + " does not exist");
        Files.createDirectory(edgeFile);
        assertRefused("is a folder");
        Files.delete(edgeFile);

        assertThat(targets()).containsExactly("cmcc " + first + " up");
        assertThat(call(edgeStatus, "GET", "/metrics", ""))
                .contains("wayside_relay_reloads_total 0.0", "wayside_relay_reload_failures_total 13.0");
        assertThat(call(edgeStatus, "GET", "/", "")).contains("the last reload failed: ", "is a folder");

        Files.writeString(edgeFile, good);
        assertThat(reloadEdge()).isEmpty();
        JsonNode status = JSON.readTree(call(edgeStatus, "GET", "/reload", "").substring(4));
        assertThat(status.at("/reloads").asInt()).isEqualTo(1);
        assertThat(status.at("/failures").asInt()).isEqualTo(13);
        assertThat(status.at("/lastFailure").isNull()).isTrue();
    }

    private void assertTextRefused(String yaml, String... named) throws Exception {
        Files.writeString(folder.resolve("short"), "short");
        Files.writeString(folder.resolve("bad.yaml"), "policy: [{weight: 0}]");
        Files.writeString(edgeFile, yaml);
        assertRefused(named);
    }

    private void assertRefused(String... named) throws Exception {
        String answer = call(edgeStatus, "POST", "/reload", "");
        assertThat(answer).containsAnyOf("422 ", "503 ").contains("the settings in force stay");
        assertThat(answer).contains(named);
        assertThat(edge.reloads().lastFailure()).isPresent();
    }

    @Test
    void settingsThatNeedARestartAreNamedUntilThen() throws Exception {
        Files.writeString(
                edgeFile,
                Files.readString(edgeFile).replace("intercept: {", "intercept: {port: 15999, ")
                        + "status: 127.0.0.1:9\nsharing: strict\n");
        for (int i = 0; i < 2; i++) {
            ReloadReport report = edge.reload().get();
            assertThat(report.applied()).hasSize(i == 0 ? 1 : 0);
            assertThat(report.atRestart())
                    .hasSize(2)
                    .anyMatch(line -> line.startsWith("intercept: "))
                    .anyMatch(line -> line.startsWith("status: "))
                    .allMatch(line -> line.endsWith("takes effect at a restart"));
        }
        writeCloud("keyFile: " + folder.resolve("key"), first + "', '" + second, "device: lo\nraw: true\n");
        assertThat(cloud.reload().get().atRestart()).hasSize(2);
        assertThat(call(cloudStatus, "GET", "/", "")).contains("takes effect at a restart");
    }

    @Test
    void requestsBeforeAReloadStartsShareIt() throws Exception {
        cloudStatus.close();
        cloud.close();
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch goesOn = new CountDownLatch(1);
        startCloud(() -> {
            started.countDown();
            Eventually.isOpen("the reload goes on", goesOn);
            return ConfigFile.read(cloudFile, CloudConfig.class);
        });
        CompletableFuture<ReloadReport> under = cloud.reload();
        Eventually.isOpen("the reload started", started);
        CompletableFuture<ReloadReport> next = cloud.reload();
        List<CompletableFuture<ReloadReport>> others = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            others.add(cloud.reload());
        }
        assertThat(under.isDone()).isFalse();
        goesOn.countDown();
        next.get();
        assertThat(others).allMatch(CompletableFuture::isDone);
        assertThat(cloud.reloads().reloads()).isEqualTo(2);
    }

    @Test
    void aRelayThatDrainsIsNotReloaded() throws Exception {
        edge.drain(0);
        writeEdge(uplink("cmcc", second), "");
        assertThat(call(edgeStatus, "POST", "/reload", "")).startsWith("503").contains("the relay is stopping");
        assertThat(targets()).containsExactly("cmcc " + first + " up");
    }

    @Test
    void otherMethodsAreRefused() throws Exception {
        assertThat(call(edgeStatus, "PUT", "/reload", "")).startsWith("405");
    }

    private List<String> reloadEdge() throws Exception {
        return applied(edgeStatus);
    }

    private List<String> reloadCloud() throws Exception {
        return applied(cloudStatus);
    }

    private List<String> applied(StatusServer server) throws Exception {
        String answer = call(server, "POST", "/reload", "");
        assertThat(answer).startsWith("200 ");
        JsonNode report = JSON.readTree(answer.substring(4));
        assertThat(report.at("/atRestart").isEmpty()).as(answer).isTrue();
        List<String> lines = new ArrayList<>();
        report.at("/applied").forEach(line -> lines.add(line.asText()));
        return lines;
    }

    private String call(StatusServer server, String method, String path, String body) throws Exception {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(URI.create("http://" + server.address() + path))
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        return answer.statusCode() + " " + answer.body();
    }

    private List<Integer> pathIds() throws Exception {
        return edge.status().get(0).paths().stream()
                .map(path -> path.id())
                .sorted()
                .collect(Collectors.toList());
    }

    private List<String> targets() throws Exception {
        return edge.targets().orElseThrow().stream()
                .map(ReloadTest::words)
                .sorted()
                .collect(Collectors.toList());
    }

    private static String words(PathTarget target) {
        return target.carrier() + " " + target.cloud() + (target.up() ? " up" : " down");
    }

    private void awaitTargets(String... wanted) throws Exception {
        Eventually.value("targets " + List.of(wanted), this::targets, List.of(wanted)::equals);
    }
}
