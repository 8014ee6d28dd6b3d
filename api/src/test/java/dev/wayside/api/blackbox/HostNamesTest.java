package dev.wayside.api.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Set;

import dev.wayside.api.http.ServiceSettings;
import dev.wayside.api.http.access.AccessToken;
import dev.wayside.api.http.access.Scope;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A page whose name was made to lead to this service is not let in, though a browser takes it for the service's own.
 */
class HostNamesTest {

    private static final ServiceSettings OPEN = ServiceSettings.onLoopback(RunningService.SETTINGS, 0);

    @TempDir
    private static Path directory;

    private static RunningService wayside;

    @BeforeAll
    static void start() throws IOException {
        wayside = new RunningService(directory, OPEN.withHostNames(List.of("Depot.example", "other.example")));
    }

    @AfterAll
    static void stop() {
        wayside.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /v1/carriers", "DELETE /v1/carriers/c/days/2026-01-05", "GET /", "GET /nowhere"})
    void aForeignNameIsRefusedWhateverIsAsked(String call) throws Exception {
        String answer = ask(wayside, call, "rebound.example");

        assertThat(answer)
                .startsWith("HTTP/1.1 421")
                .contains("application/problem+json", "/problems/unknown-host", "host-name");
        Contract.requireValid("/components/schemas/Problem", answer.substring(answer.indexOf("\r\n\r\n")));
    }

    @Test
    void noStreamIsOpenedByAForeignName() throws Exception {
        String upgrade =
                "\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="
                        + "\r\nOrigin: http://rebound.example\r\nConnection: Upgrade, close\r\n\r\n";

        String answer = RawExchange.with(
                wayside,
                "GET /v1/stream HTTP/1.1\r\nHost: rebound.example\r\nSec-WebSocket-Protocol: bearer.secret" + upgrade);

        assertThat(answer).startsWith("HTTP/1.1 421").doesNotContain("secret");
        Contract.requireValid("/components/schemas/Problem", answer.substring(answer.indexOf("\r\n\r\n")));
        assertThat(wayside.get("/metrics").response().body())
                .contains("wayside_http_requests_seconds_count{call=\"/v1/stream\",method=\"GET\",status=\"421\"}");
    }

    @Test
    void probesMayCallItByAnyName() throws Exception {
        assertThat(ask(wayside, "GET /healthz", "anything.example")).startsWith("HTTP/1.1 200");
        assertThat(ask(wayside, "GET /readyz", "anything.example")).startsWith("HTTP/1.1 200");
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:8080, 200",
        "192.0.2.7, 200",
        "[::1]:8080, 200",
        "localhost, 200",
        "LocalHost.:8080, 200",
        "wayside.localhost, 200",
        "depot.example:8080, 200",
        "DEPOT.EXAMPLE., 200",
        "other.example, 200",
        "notlocalhost, 421",
        "localhost.example, 421",
        "127.0.0.1.example, 421",
        "sub.depot.example, 421"
    })
    void addressesAndItsOwnNamesAreKnown(String host, int status) throws Exception {
        assertThat(ask(wayside, "GET /v1/carriers", host)).startsWith("HTTP/1.1 " + status);
    }

    @Test
    void whoeverHasATokenMayCallItAsTheyLike(@TempDir Path other) throws Exception {
        AccessToken token = new AccessToken(
                "reader", Set.of(Scope.QUERY), AccessToken.hash(AccessToken.generate(new SecureRandom())));
        try (RunningService guarded = new RunningService(other, OPEN.withTokens(List.of(token)))) {
            assertThat(ask(guarded, "GET /healthz", "anything.example")).startsWith("HTTP/1.1 200");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "http://a.example", "a.example:8080", "*.example", "a b"})
    void aNameThatIsNoneIsRefused(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OPEN.withHostNames(List.of(name)))
                .withMessageContaining("is not a host name");
    }

    private static String ask(RunningService service, String call, String host) throws IOException {
        return RawExchange.with(service, call + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
    }
}
