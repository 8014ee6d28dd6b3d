package dev.wayside.relay.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.wayside.relay.Eventually;
import dev.wayside.relay.ReservedPorts;
import dev.wayside.relay.config.CloudConfig;
import dev.wayside.relay.config.ConfigFile;
import dev.wayside.relay.config.EdgeConfig;
import dev.wayside.relay.run.CloudRelay;
import dev.wayside.relay.run.EdgeRelay;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** The status port of a real edge, over real sockets. */
@Timeout(60)
class StatusServerTest {

    private static final String FORECAST = "{\"carrier\":\"cmcc\",\"confidence\":1,\"outageMillis\":0}";
    private static final String SIGNAL = "{\"carrier\":\"cmcc\"}";

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<Socket> halves = new ArrayList<>();

    @TempDir
    private Path folder;

    private String key;
    private int cloudPort;
    private EdgeConfig config;
    private EdgeRelay edge;
    private StatusServer status;

    @BeforeEach
    void start() throws Exception {
        cloudPort = ReservedPorts.next();
        key = "authentication: {keyFile: " + Files.writeString(folder.resolve("key"), "k".repeat(48)) + "}\n";
        Path file = Files.writeString(
                folder.resolve("edge.yaml"),
                key + "intercept: {device: lo, rules: []}\ncloud: ['127.0.0.1:" + cloudPort + "']\n"
                        + "uplinks: [{device: lo, carrier: cmcc, congestionControl: reno}]\n");
        config = ConfigFile.read(file, EdgeConfig.class);
        edge = EdgeRelay.start(config);
        serve(edge, InetAddress.getLoopbackAddress());
    }

    private void serve(EdgeRelay relay, InetAddress address) throws Exception {
        status = StatusServer.start(relay, new InetSocketAddress(address, 0));
    }

    @AfterEach
    void stop() throws Exception {
        for (Socket half : halves) {
            half.close();
        }
        status.close();
        edge.close();
    }

    @Test
    void oneHalfOfARequestStopsNothing() throws Exception {
        sendHalf("GET /status HTTP/1.1\r\nHost: a");
        assertThat(call("GET", "/healthz", "", 2)).isEqualTo("200 ok\n");
    }

    @Test
    void manyHalvesOfRequestsAreGivenUp() throws Exception {
        for (int i = 0; i < 8; i++) {
            sendHalf(
                    i % 2 == 0
                            ? "GET /status HTTP/1.1\r\nHost: a"
                            : "PUT /policy HTTP/1.1\r\nHost: a\r\nContent-Length: 99\r\n\r\npolicy");
        }
        assertThat(call("GET", "/healthz", "", 15)).isEqualTo("200 ok\n");
        for (Socket half : halves) {
            half.setSoTimeout(15_000);
            assertThat(half.getInputStream().read()).as("closed by the relay").isEqualTo(-1);
        }
    }

    private void sendHalf(String half) throws Exception {
        String[] address = status.address().split(":", 2);
        Socket socket = new Socket(address[0], Integer.parseInt(address[1]));
        halves.add(socket);
        socket.getOutputStream().write(half.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }

    @Test
    void readOnlyPagesAcceptGetAndHead() throws Exception {
        for (String path : List.of("/", "/status", "/metrics", "/contexts", "/connections", "/healthz", "/readyz")) {
            assertThat(call("POST", path, "{}")).as(path).startsWith("405").contains("GET or HEAD");
            assertThat(call("DELETE", path, "")).as(path).startsWith("405");
            assertThat(call("HEAD", path, "")).as(path).isEqualTo(path.equals("/readyz") ? "503 " : "200 ");
        }
        assertThat(call("GET", "/nothing", "")).startsWith("404");
    }

    @Test
    void aBodyThatIsNullIsAMistake() throws Exception {
        for (String path : List.of("/paths", "/contexts/forecast", "/contexts/signal")) {
            assertThat(call("POST", path, "null")).as(path).startsWith("400").contains("null");
            assertThat(call("POST", path, "")).as(path).startsWith("400");
            assertThat(call("POST", path, "{\"carrier\":\"cmcc\",\"carrier\":\"cmcc\"}"))
                    .as(path)
                    .startsWith("400")
                    .contains("Duplicate");
        }
        assertThat(call("POST", "/paths", "{\"device\":\"lo\",\"carrier\":\"cucc\",\"cloud\":[null]}"))
                .startsWith("400")
                .contains("entry 1 of 'cloud' is empty");
        for (String nothing : List.of("", "~", "null", "# nothing")) {
            assertThat(call("PUT", "/policy", nothing)).as(nothing).startsWith("400");
        }
        assertThat(call("PUT", "/policy", "policy: [~]")).startsWith("400").contains("entry 1 of 'policy' is empty");
        assertThat(call("GET", "/policy", "")).startsWith("200");
    }

    @Test
    void changesAreAcceptedFromTheOwnMachineOnly() throws Exception {
        assertThat(call("POST", "/contexts/forecast", FORECAST)).startsWith("202");
        assertThat(call("POST", "/contexts/signal", SIGNAL)).startsWith("202");
        Optional<InetAddress> outside = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
                .findFirst();
        assumeTrue(outside.isPresent(), "an interface other than loopback");
        status.close();
        serve(edge, outside.get());
        assertThat(call("POST", "/contexts/forecast", FORECAST)).startsWith("403");
        assertThat(call("POST", "/contexts/signal", SIGNAL)).startsWith("403");
        assertThat(call("DELETE", "/paths?device=lo", "")).startsWith("403");
        assertThat(call("PUT", "/policy", "policy: []")).startsWith("403");
        assertThat(call("GET", "/contexts", "")).startsWith("200");
    }

    @Test
    void aRelayThatHasEndedIsNotHealthy() throws Exception {
        EdgeRelay ended = EdgeRelay.start(config);
        status.close();
        serve(ended, InetAddress.getLoopbackAddress());
        assertThat(call("GET", "/healthz", "")).isEqualTo("200 ok\n");
        ended.close();
        assertThat(call("GET", "/healthz", "")).startsWith("503");
        assertThat(call("GET", "/status", "")).startsWith("503");
    }

    @Test
    void aStuckRelayIsNotHealthyUntilItContinues() throws Exception {
        Logger logger = (Logger) LoggerFactory.getLogger("dev.wayside.relay.path.PathDialer");
        FullDisk disk = new FullDisk();
        disk.start();
        logger.addAppender(disk);
        Path file = Files.writeString(
                folder.resolve("cloud.yaml"),
                key + "listen: ['127.0.0.1:" + cloudPort + "']\ncongestionControl: reno\ntransparent: false\n");
        CloudRelay cloud = CloudRelay.start(ConfigFile.read(file, CloudConfig.class));
        try {
            Eventually.isOpen("the log of a path that is up", disk.reached);
            assertThat(call("GET", "/healthz", "")).startsWith("503").contains("5 s");
            disk.free.countDown();
            assertThat(call("GET", "/healthz", "")).isEqualTo("200 ok\n");
        } finally {
            disk.free.countDown();
            logger.detachAppender(disk);
            cloud.close();
        }
    }

    /** The log of a path that is up, on the relay's loop, waits for space. */
    private static final class FullDisk extends AppenderBase<ILoggingEvent> {

        private final CountDownLatch reached = new CountDownLatch(1);
        private final CountDownLatch free = new CountDownLatch(1);

        @Override
        protected void append(ILoggingEvent event) {
            reached.countDown();
            Eventually.isOpen("space on the disk", free);
        }
    }

    @Test
    void aRelayThatDrainsIsAliveButNotReady() throws Exception {
        status.drain();
        assertThat(call("GET", "/readyz", "")).isEqualTo("503 draining\n");
        assertThat(call("GET", "/healthz", "")).isEqualTo("200 ok\n");
    }

    private String call(String method, String path, String body) throws Exception {
        return call(method, path, body, 30);
    }

    private String call(String method, String path, String body, int seconds) throws Exception {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(URI.create("http://" + status.address() + path))
                        .timeout(Duration.ofSeconds(seconds))
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        return answer.statusCode() + " " + answer.body();
    }
}
