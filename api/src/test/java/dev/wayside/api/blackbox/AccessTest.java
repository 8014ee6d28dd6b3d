package dev.wayside.api.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

import dev.wayside.api.blackbox.RunningService.Answer;
import dev.wayside.api.http.ServiceSettings;
import dev.wayside.api.http.access.AccessToken;
import dev.wayside.api.http.access.Scope;
import dev.wayside.api.http.exchange.ServiceLimits;
import dev.wayside.kvstore.CellKey;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The calls that each token may make, and their rate. */
class AccessTest {

    private static final ServiceSettings OPEN = ServiceSettings.onLoopback(RunningService.SETTINGS, 0);
    private static final String QUERY = AccessToken.generate(new SecureRandom());
    private static final String INGEST = AccessToken.generate(new SecureRandom());
    private static final String ADMIN = AccessToken.generate(new SecureRandom());

    @TempDir
    private static Path directory;

    private static RunningService wayside;

    @BeforeAll
    static void start() throws Exception {
        wayside = new RunningService(
                directory,
                OPEN.withTokens(List.of(
                        token("reader", QUERY, Scope.QUERY),
                        token("train", INGEST, Scope.INGEST),
                        token("operator", ADMIN, Scope.QUERY, Scope.INGEST, Scope.ADMIN))));
        new PastVisits(wayside.store).ramp(new CellKey("cmcc", "1"), 1, PastVisits.MONDAY, 8, -90, 1e6);
    }

    @AfterAll
    static void stop() {
        wayside.close();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /v1/carriers, reader, 200",
        "GET, /v1/carriers, train, 403",
        "GET, /v1/carriers, operator, 200",
        "GET, /v1/carriers, nobody, 401",
        "HEAD, /v1/carriers, nobody, 401",
        "POST, /v1/predictions, nobody, 401",
        "POST, /v1/predictions, train, 403",
        "POST, /v1/predictions, reader, 415",
        "POST, /v1/traces, nobody, 401",
        "POST, /v1/traces, reader, 403",
        "POST, /v1/traces, train, 415",
        "GET, /v1/mappings, nobody, 401",
        "GET, /v1/mappings, reader, 403",
        "GET, /v1/mappings, train, 200",
        "GET, /v1/mappings/xcal, reader, 403",
        "GET, /v1/mappings/xcal, train, 200",
        "PUT, /v1/mappings/trams, nobody, 401",
        "PUT, /v1/mappings/trams, reader, 403",
        "PUT, /v1/mappings/trams, train, 400",
        "DELETE, /v1/mappings/trams, nobody, 401",
        "DELETE, /v1/mappings/trams, reader, 403",
        "DELETE, /v1/mappings/trams, train, 404",
        "DELETE, /v1/carriers/cmcc/days/2026-01-06, nobody, 401",
        "DELETE, /v1/carriers/cmcc/days/2026-01-06, train, 403",
        "DELETE, /v1/carriers/cmcc/days/2026-01-06, operator, 204",
        "GET, /healthz, nobody, 200",
        "GET, /readyz, nobody, 200"
    })
    void eachCallNeedsItsScope(String method, String path, String who, int status) throws Exception {
        HttpRequest.Builder request = wayside.request(path).method(method, BodyPublishers.noBody());

        Answer answer = wayside.send(with(who, request));

        assertThat(answer.status()).isEqualTo(status);
        if (status == 401 || status == 403) {
            assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
            assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer", "Bearer ", "Bearer wayside_", "Basic YTpi", "bearer x y", "Bearer null"})
    void whatIsNoTokenOpensNothing(String header) throws Exception {
        assertThat(wayside.send(wayside.request("/v1/carriers").header("Authorization", header))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void theHashOfATokenIsNoToken() throws Exception {
        assertThat(wayside.send(wayside.request("/v1/carriers")
                                .header("Authorization", "Bearer " + AccessToken.hash(ADMIN)))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void aClientIsHeldToItsRateAndWatchersAreNot(@TempDir Path other) throws Exception {
        ServiceLimits slow = new ServiceLimits(10_000, 10, 10, 10_000, 100, 100, 1);
        try (RunningService held = new RunningService(other, OPEN.withLimits(slow))) {
            List<Integer> statuses = IntStream.range(0, 20)
                    .mapToObj(i -> status(held, "/v1/carriers"))
                    .toList();

            assertThat(statuses.subList(0, 2)).containsOnly(200);
            assertThat(statuses).contains(429);
            Answer refused = held.get("/v1/carriers");
            while (refused.status() != 429) {
                refused = held.get("/v1/carriers");
            }
            assertThat(refused.header("Retry-After")).matches("[12]");
            assertThat(refused.json().get("type").textValue()).isEqualTo("/problems/too-many-requests");
            assertThat(status(held, "/healthz")).isEqualTo(200);
        }
    }

    @Test
    void limitsAreThoseThatWereSet(@TempDir Path other) throws Exception {
        ServiceLimits tight = new ServiceLimits(1_000, 2, 3, 1_000, 100, 100, 0);
        String observation = "{\"carrier\":\"c\",\"cell\":\"1\",\"rsrpDbm\":[-90,-90,-90]}";
        try (RunningService limited = new RunningService(other, OPEN.withLimits(tight))) {
            assertThat(limited.predict(observation).status()).isEqualTo(200);
            assertThat(limited.predict(observation + "," + observation + "," + observation)
                            .json()
                            .get("detail")
                            .textValue())
                    .contains("at most 2");
            assertThat(limited.predict(observation.replace("[", "[-90,"))
                            .json()
                            .get("detail")
                            .textValue())
                    .contains("at most 3");
            assertThat(limited.predict(observation + " ".repeat(1_000)).status())
                    .isEqualTo(413);
            assertThat(limited.send(limited.request("/v1/traces")
                                    .header("Content-Type", "text/csv")
                                    .POST(BodyPublishers.ofString("time,carrier,cell,rsrp_dbm\n" + " ".repeat(1_000))))
                            .status())
                    .isEqualTo(413);
        }
    }

    private static int status(RunningService service, String path) {
        try {
            return service.get(path).status();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static HttpRequest.Builder with(String who, HttpRequest.Builder request) {
        return switch (who) {
            case "reader" -> request.header("Authorization", "Bearer " + QUERY);
            case "train" -> request.header("Authorization", "bearer " + INGEST);
            case "operator" -> request.header("Authorization", "Bearer " + ADMIN);
            default -> request;
        };
    }

    private static AccessToken token(String name, String token, Scope... scopes) {
        return new AccessToken(name, Set.of(scopes), AccessToken.hash(token));
    }
}
