package dev.wayside.api.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import dev.wayside.api.blackbox.RunningService.Answer;
import dev.wayside.api.http.ServiceSettings;
import dev.wayside.api.http.exchange.ServiceLimits;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that mean harm, or know no better: they get the right status, and others are served all the while. */
@Timeout(120)
class AbuseTest {

    private static final String GOOD = "{\"carrier\":\"c\",\"cell\":\"1\",\"rsrpDbm\":[-90,-91]}";
    private static final String POST =
            "POST /v1/predictions HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";
    private static final int PACE_MILLIS = 200;

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

    @AfterEach
    void othersAreServed() throws Exception {
        assertThat(wayside.predict(GOOD).status()).isEqualTo(200);
    }

    @Test
    void headersThatTrickleAreCutOff() throws Exception {
        try (Socket socket = connect()) {
            send(socket, "GET /healthz HTTP/1.1\r\nHost: localhost\r\nX-Slow: ");

            assertThat(trickle(socket)).isEmpty();
        }
    }

    @Test
    void aBodyThatTricklesIsCutOff() throws Exception {
        try (Socket socket = connect()) {
            send(socket, POST + "Content-Length: 1000\r\n\r\n");

            assertThat(trickle(socket)).startsWith("HTTP/1.1 408").contains("/problems/too-slow");
        }
    }

    @Test
    void aClientThatClosesItsSideIsStillAnswered() throws Exception {
        try (Socket socket = connect()) {
            send(socket, "GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            socket.shutdownOutput();

            assertThat(rest(socket)).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void aBodyThatEndsEarlyIsNoAnswerToOthers() throws Exception {
        try (Socket socket = connect()) {
            send(socket, POST + "Content-Length: 1000\r\nConnection: close\r\n\r\n{\"obs");
            socket.shutdownOutput();

            assertThat(rest(socket)).doesNotContain("HTTP/1.1 5").doesNotContain("\tat ");
        }
    }

    @Test
    void aBodyOfAHundredMegabytesIsRefused() throws Exception {
        String head = POST + "Connection: close\r\nContent-Length: ";

        assertThat(exchange(head + "100000000\r\nExpect: 100-continue\r\n\r\n")).startsWith("HTTP/1.1 413");
        assertThat(exchange(head + "15000000\r\n\r\n" + " ".repeat(15_000_000))).startsWith("HTTP/1.1 413");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/predictions", "/v1/traces"})
    void aBodyThatIsAnnouncedTooLargeIsNotWaitedFor(String path) throws Exception {
        String type = path.endsWith("traces") ? "text/csv" : "application/json";
        String head = "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + type
                + "\r\nContent-Length: 2000000000\r\n\r\n";
        try (Socket socket = connect()) {
            // Far less than a silent body is waited for.
            socket.setSoTimeout(10_000);
            send(socket, head);

            assertThat(rest(socket))
                    .startsWith("HTTP/1.1 413")
                    .containsIgnoringCase("connection: close")
                    .contains("/problems/content-too-large");
        }
    }

    @Test
    void whoeverGoesOnSendingIsAnsweredToo() throws Exception {
        String body = "x".repeat(100_000_000);

        assertThat(exchange(POST + "Content-Length: " + body.length() + "\r\n\r\n" + body))
                .startsWith("HTTP/1.1 413")
                .contains("/problems/content-too-large");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/../../etc/passwd",
                "/docs/../../../etc/passwd",
                "/docs/..%2f..%2fopenapi.yaml",
                "/docs/%2e%2e/logback.xml",
                "//etc/passwd",
                "/v1/carriers/..%2f..%2f/cells/..",
                "/%00",
                "/v1/carriers/%ff%fe/cells"
            })
    void aPathLeadsNowhereElse(String path) throws Exception {
        String answer = exchange("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        assertThat(answer)
                .containsPattern("^HTTP/1.1 4\\d\\d")
                .contains("application/problem+json")
                .doesNotContain("root:", "appender");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /healthz HTTP/1.1\r\nHost: localhost\r\nX-Request-Id: a\rSet-Cookie: b\r\nConnection: close\r\n\r\n",
                "GET /v1/carriers/a%0d%0aSet-Cookie:%20b/cells HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
                "GET /healthz HTTP/1.1\r\nHost: localhost\r\nX-Request-Id: %0d%0aSet-Cookie: b\r\nConnection: close\r\n\r\n"
            })
    void noHeaderComesOutOfWhatWentIn(String request) throws Exception {
        assertThat(exchange(request).lines()).noneMatch(line -> line.startsWith("Set-Cookie"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\r\n\r\n",
                "GARBAGE\r\n\r\n",
                "\u0016\u0003\u0001\u0002",
                "POST /v1/predictions HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
                "POST /v1/predictions HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "POST /v1/predictions HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nabcde",
                "POST /v1/traces HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/csv\r\nTransfer-Encoding: chunked\r\n\r\nXYZ\r\n"
            })
    void whatIsNoHttpIsABadRequest(String request) throws Exception {
        try (Socket socket = connect()) {
            send(socket, request);
            socket.shutdownOutput();

            assertThat(rest(socket))
                    .doesNotContain("HTTP/1.1 5", "HTTP/1.1 200")
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void headersWithoutEndAreRefused() throws Exception {
        String answer = exchange("GET /healthz HTTP/1.1\r\nHost: localhost\r\nX: " + "y".repeat(100_000) + "\r\n\r\n");

        assertThat(answer).containsPattern("^HTTP/1.1 431").contains("/problems/headers-too-large");
    }

    @Test
    void noOtherSiteIsLetIn() throws Exception {
        Answer preflight = wayside.send(wayside.request("/v1/predictions")
                .header("Origin", "https://elsewhere.test")
                .header("Access-Control-Request-Method", "POST")
                .method("OPTIONS", BodyPublishers.noBody()));
        Answer simple = wayside.send(wayside.request("/v1/carriers").header("Origin", "https://elsewhere.test"));

        assertThat(preflight.status()).isEqualTo(405);
        assertThat(preflight.header("Access-Control-Allow-Origin")).isEmpty();
        assertThat(simple.header("Access-Control-Allow-Origin")).isEmpty();
    }

    @Test
    void aFloodIsServedOrHeldOff() throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(64);
        try {
            List<Future<Integer>> statuses = new ArrayList<>();
            for (int i = 0; i < 2_000; i++) {
                statuses.add(callers.submit(() -> wayside.predict(GOOD).status()));
            }
            for (Future<Integer> status : statuses) {
                assertThat(status.get()).isEqualTo(200);
            }
        } finally {
            callers.shutdownNow();
        }
    }

    @Test
    void moreConnectionsThanMayBeWaitAndAreNotLost(@TempDir Path other) throws Exception {
        ServiceSettings few = ServiceSettings.onLoopback(RunningService.SETTINGS, 0)
                .withLimits(new ServiceLimits(10_000, 10, 10, 10_000, 10, 100, 0));
        try (RunningService limited = new RunningService(other, few)) {
            List<Socket> idle = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                idle.add(new Socket(InetAddress.getLoopbackAddress(), limited.service.port()));
            }
            try (Socket waiting = new Socket(InetAddress.getLoopbackAddress(), limited.service.port())) {
                send(waiting, "GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
                for (Socket socket : idle) {
                    socket.close();
                }
                assertThat(rest(waiting)).startsWith("HTTP/1.1 200");
            }
        }
    }

    /** Sends a byte now and then until the other side has had enough; what it said. */
    /** Browsers send such a request without asking first. */
    @Test
    void pagesOfOtherSitesChangeNothing() throws Exception {
        Answer refused = wayside.send(wayside.request("/v1/carriers/cmcc/days/2026-01-05")
                .header("Origin", "http://elsewhere.example")
                .DELETE());
        Answer own = wayside.send(wayside.request("/v1/carriers/cmcc/days/2026-01-05")
                .header("Origin", "http://127.0.0.1:" + wayside.service.port())
                .DELETE());

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.json().get("type").textValue()).isEqualTo("/problems/cross-origin");
        assertThat(own.status()).as("the carrier is not known").isEqualTo(404);
    }

    @Test
    void aStreamLeavesNoSession() throws Exception {
        try (Socket socket = connect()) {
            socket.getOutputStream()
                    .write(
                            ("GET /v1/stream HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                                            + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
                                    .getBytes(StandardCharsets.US_ASCII));
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                head.append((char) socket.getInputStream().read());
            }
            assertThat(head).startsWith("HTTP/1.1 101").doesNotContainIgnoringCase("set-cookie");
        }
    }

    private static String trickle(Socket socket) throws IOException {
        socket.setSoTimeout(PACE_MILLIS);
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        InputStream in = socket.getInputStream();
        while (true) {
            try {
                int value = in.read();
                if (value < 0) {
                    return said.toString(StandardCharsets.UTF_8);
                }
                said.write(value);
            } catch (SocketTimeoutException e) {
                if (!sent(socket)) {
                    return said.toString(StandardCharsets.UTF_8);
                }
            } catch (SocketException e) {
                return said.toString(StandardCharsets.UTF_8);
            }
        }
    }

    private static boolean sent(Socket socket) {
        try {
            send(socket, "y");
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static String exchange(String request) throws IOException {
        try (Socket socket = connect()) {
            send(socket, request);
            return rest(socket);
        }
    }

    private static String rest(Socket socket) throws IOException {
        try {
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (SocketException e) {
            return "";
        }
    }

    private static Socket connect() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), wayside.service.port());
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }
}
