package dev.wayside.api.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import dev.wayside.api.blackbox.RunningService.Answer;
import dev.wayside.api.http.ServiceSettings;
import dev.wayside.api.http.access.AccessToken;
import dev.wayside.api.http.access.Scope;
import dev.wayside.api.http.exchange.ServiceLimits;
import dev.wayside.kvstore.CellKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that read or send slowly, more of them than there are threads: others are served as ever. */
@Timeout(120)
class SlowClientsTest {

    private static final Duration SOON = Duration.ofSeconds(2);
    private static final int READERS = 100;
    private static final int ROUNDS = 20;
    private static final String GOOD = "{\"observations\":[{\"carrier\":\"c\",\"cell\":\"1\",\"rsrpDbm\":[-90,-91]}]}";
    private static final String HEADER = "time,carrier,cell,rsrp_dbm\n";
    private static final String TRACES = "POST /v1/traces HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/csv\r\n"
            + "Transfer-Encoding: chunked\r\nConnection: close\r\n";

    private static final ServiceSettings TOKENS =
            ServiceSettings.onLoopback(RunningService.SETTINGS, 0).withTokens(List.of(token("greedy"), token("other")));

    @TempDir
    private Path directory;

    /** The first holds files of the program, which cost no memory; the answers of the second are made for each. */
    @ParameterizedTest
    @ValueSource(strings = {"/assets/echarts.esm.min.js", "/openapi.json", "/v1/carriers/cmcc/coverage?limit=100"})
    void whoeverDoesNotReadHoldsUpNobody(String path) throws Exception {
        List<SocketChannel> readers = new ArrayList<>();
        try (RunningService wayside = new RunningService(directory, TOKENS)) {
            writeALine(wayside);
            for (int i = 0; i < READERS; i++) {
                readers.add(pipelineWithoutReading(wayside, path));
            }
            for (int round = 0; round < ROUNDS; round++) {
                assertThat(soon(wayside, "/healthz")).as("round %d", round).isEqualTo(200);
                assertThat(soon(wayside, "/readyz")).isEqualTo(200);
                assertThat(soon(wayside, "/metrics")).isEqualTo(200);
                assertThat(soon(wayside, "/v1/carriers")).isEqualTo(200);
                assertThat(soon(wayside, "/v1/carriers/cmcc/coverage?limit=1")).isEqualTo(200);
            }
        } finally {
            for (SocketChannel reader : readers) {
                reader.close();
            }
        }
    }

    @Test
    void aReaderThatComesBackGetsAllOfItsAnswers() throws Exception {
        try (RunningService wayside = new RunningService(directory)) {
            byte[] file =
                    wayside.get("/assets/echarts.esm.min.js").response().body().getBytes(StandardCharsets.UTF_8);
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), wayside.service.port())) {
                String get = "GET /assets/echarts.esm.min.js HTTP/1.1\r\nHost: localhost\r\n";
                write(socket, (get + "\r\n").repeat(9) + get + "Connection: close\r\n\r\n");
                assertThat(soon(wayside, "/healthz")).isEqualTo(200);

                byte[] all = socket.getInputStream().readAllBytes();

                String text = new String(all, StandardCharsets.ISO_8859_1);
                assertThat(text.split("HTTP/1.1 200", -1)).hasSize(11);
                assertThat(text).endsWith(new String(file, StandardCharsets.ISO_8859_1));
                assertThat(all.length).isBetween(10 * file.length, 10 * (file.length + 1_000));
            }
        }
    }

    @Test
    void bodiesThatAreNeverEndedHoldUpNobody() throws Exception {
        List<Socket> senders = new ArrayList<>();
        try (RunningService wayside = new RunningService(directory)) {
            for (int i = 0; i < READERS; i++) {
                Socket sender = new Socket(InetAddress.getLoopbackAddress(), wayside.service.port());
                senders.add(sender);
                write(
                        sender,
                        "POST /v1/predictions HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                                + "Content-Length: " + GOOD.length() + "\r\n\r\n" + GOOD.substring(0, 20));
            }
            for (int round = 0; round < ROUNDS; round++) {
                assertThat(soon(wayside, "/healthz")).isEqualTo(200);
                assertThat(wayside.post("/v1/predictions", GOOD).status()).isEqualTo(200);
            }
            for (Socket sender : senders) {
                write(sender, GOOD.substring(20));
                assertThat(statusOf(sender)).isEqualTo(200);
            }
        } finally {
            close(senders);
        }
    }

    @Test
    void fortyVehiclesSendTheirTripsAtOnce() throws Exception {
        List<Socket> vehicles = new ArrayList<>();
        try (RunningService wayside = new RunningService(directory)) {
            for (int i = 0; i < 40; i++) {
                vehicles.add(beginTrip(wayside, "cell-" + i, ""));
            }
            for (int second = 0; second < 30; second++) {
                for (int i = 0; i < vehicles.size(); i++) {
                    write(vehicles.get(i), chunk(row("cell-" + i, second)));
                }
            }
            for (Socket vehicle : vehicles) {
                write(vehicle, "0\r\n\r\n");
            }
            for (Socket vehicle : vehicles) {
                assertThat(statusOf(vehicle)).isEqualTo(200);
            }
            assertThat(wayside.get("/v1/carriers/cmcc/cells?limit=100").json().get("items"))
                    .hasSize(40);
        } finally {
            close(vehicles);
        }
    }

    @Test
    void noTokenTakesAllPlacesForBodies() throws Exception {
        List<Socket> bodies = new ArrayList<>();
        try (RunningService wayside = new RunningService(directory, TOKENS)) {
            Socket refused = null;
            while (refused == null && bodies.size() < 1_000) {
                Socket body = beginTrip(wayside, "a", "Authorization: Bearer greedy\r\n");
                bodies.add(body);
                refused = isRefused(wayside, body, bodies.size()) ? body : null;
            }
            assertThat(refused).isNotNull();
            String answer = new String(refused.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer)
                    .startsWith("HTTP/1.1 429")
                    .contains("/problems/too-many-requests")
                    .containsIgnoringCase("retry-after: 1");

            try (Socket other = beginTrip(wayside, "b", "Authorization: Bearer other\r\n")) {
                write(other, chunk(row("b", 1)) + "0\r\n\r\n");

                assertThat(statusOf(other)).isEqualTo(200);
            }
        } finally {
            close(bodies);
        }
    }

    @Test
    void healthHasAPortOfItsOwn() throws Exception {
        ServiceSettings settings =
                ServiceSettings.onLoopback(RunningService.SETTINGS, 0).withMonitorPort(0);
        try (RunningService wayside = new RunningService(directory, settings)) {
            String monitor = "http://127.0.0.1:" + wayside.service.monitorPort().getAsInt();

            assertThat(status(monitor + "/healthz")).isEqualTo(200);
            assertThat(status(monitor + "/readyz")).isEqualTo(200);
            assertThat(status(monitor + "/metrics")).isEqualTo(200);
            assertThat(status(monitor + "/v1/carriers")).isEqualTo(404);
            assertThat(wayside.get("/healthz").status()).isEqualTo(200);
        }
    }

    @Test
    void anAddressHasItsShareOfTheConnections() throws Exception {
        ServiceSettings settings = ServiceSettings.onLoopback(RunningService.SETTINGS, 0)
                .withLimits(ServiceLimits.DEFAULT.withConnectionsPerAddress(3));
        List<Socket> open = new ArrayList<>();
        try (RunningService wayside = new RunningService(directory, settings)) {
            for (int i = 0; i < 3; i++) {
                open.add(answered(wayside));
            }
            try (Socket fourth = new Socket()) {
                fourth.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), wayside.service.port()));
                assertThat(closedWithoutAnswer(fourth)).isTrue();
            }
            open.remove(0).close();
            Eventually.await("a connection takes the place of the one that was closed", () -> {
                try (Socket next = new Socket(InetAddress.getLoopbackAddress(), wayside.service.port())) {
                    return !closedWithoutAnswer(next);
                }
            });
        } finally {
            close(open);
        }
    }

    /** Asks again and again until the network takes no more, in a small window, and reads one byte. */
    private static SocketChannel pipelineWithoutReading(RunningService wayside, String path) throws IOException {
        SocketChannel channel = SocketChannel.open();
        channel.setOption(StandardSocketOptions.SO_RCVBUF, 4_096);
        channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), wayside.service.port()));
        channel.configureBlocking(false);
        byte[] request = ("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer greedy\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < 50; i++) {
            channel.write(ByteBuffer.wrap(request));
        }
        return channel;
    }

    private static void writeALine(RunningService wayside) {
        PastVisits visits = new PastVisits(wayside.store);
        for (int cell = 0; cell < 100; cell++) {
            for (int day = 0; day < 8; day++) {
                visits.placed(
                        new CellKey("cmcc", "cell-" + cell),
                        100L * cell + day,
                        PastVisits.MONDAY + day * PastVisits.DAY_MILLIS,
                        20);
            }
        }
    }

    private static int soon(RunningService wayside, String path) throws Exception {
        return status("http://127.0.0.1:" + wayside.service.port() + path);
    }

    /** On a connection of its own, as a probe asks. */
    private static int status(String url) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .header("Authorization", "Bearer other")
                .timeout(SOON)
                .build();
        return HttpClient.newHttpClient()
                .send(request, BodyHandlers.discarding())
                .statusCode();
    }

    private static Socket beginTrip(RunningService wayside, String cell, String header) throws IOException {
        Socket vehicle = new Socket(InetAddress.getLoopbackAddress(), wayside.service.port());
        write(vehicle, TRACES + header + "\r\n" + chunk(HEADER + row(cell, 0)));
        return vehicle;
    }

    /** True once the service has refused it; false once it is among those that are read. */
    private static boolean isRefused(RunningService wayside, Socket body, int ifRead) throws Exception {
        Eventually.await(
                "the body is read or refused",
                () -> body.getInputStream().available() > 0 || bodies(wayside) == ifRead);
        return body.getInputStream().available() > 0;
    }

    private static double bodies(RunningService wayside) throws Exception {
        Answer metrics = wayside.send(wayside.request("/metrics").header("Authorization", "Bearer other"));
        return metrics.response()
                .body()
                .lines()
                .filter(line -> line.startsWith("wayside_ingest_bodies "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(' '))))
                .sum();
    }

    private static AccessToken token(String name) {
        return new AccessToken(name, Set.of(Scope.QUERY, Scope.INGEST), AccessToken.hash(name));
    }

    private static String row(String cell, int second) {
        return "2026-01-05T08:00:%02d.000Z,cmcc,%s,-90\n".formatted(second, cell);
    }

    private static String chunk(String text) {
        return Integer.toHexString(text.length()) + "\r\n" + text + "\r\n";
    }

    private static int statusOf(Socket socket) throws IOException {
        byte[] start = socket.getInputStream().readNBytes("HTTP/1.1 200".length());
        return Integer.parseInt(new String(start, StandardCharsets.US_ASCII).substring("HTTP/1.1 ".length()));
    }

    private static Socket answered(RunningService wayside) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), wayside.service.port());
        write(socket, "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n");
        assertThat(statusOf(socket)).isEqualTo(200);
        return socket;
    }

    private static boolean closedWithoutAnswer(Socket socket) {
        try {
            write(socket, "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n");
            return socket.getInputStream().read() < 0;
        } catch (IOException e) {
            return true;
        }
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }

    private static void close(List<Socket> sockets) throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
