package dev.wayside.api.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPOutputStream;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wayside.api.blackbox.RunningService.Answer;
import dev.wayside.api.http.ServiceSettings;
import dev.wayside.api.http.access.AccessToken;
import dev.wayside.api.http.access.Scope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Trips over HTTP. */
class TripsTest {

    private static final String HEADER = "time,carrier,cell,rsrp_dbm\n";
    private static final long START = Instant.parse("2026-01-05T08:00:00Z").toEpochMilli();
    private static final String FIRST = AccessToken.generate(new SecureRandom());
    private static final String SECOND = AccessToken.generate(new SecureRandom());

    @TempDir
    private Path directory;

    private RunningService wayside;

    @BeforeEach
    void start() throws IOException {
        wayside = new RunningService(directory);
    }

    @AfterEach
    void stop() {
        wayside.close();
    }

    @Test
    void aTripInPiecesAnswersOthersAsSoonAsAVisitIsComplete() throws Exception {
        open("tram-7");
        for (int row = 0; row < 30; row++) {
            assertThat(append("tram-7", row, rows("a", row, 1)).status()).isEqualTo(200);
        }
        assertThat(predict("a")).isEqualTo("unknown-cell");

        JsonNode last = append("tram-7", 30, rows("b", 30, 7)).json();

        assertThat(last.get("rows").intValue()).isEqualTo(37);
        assertThat(last.get("newRows").intValue()).isEqualTo(7);
        assertThat(last.get("visits").intValue()).isEqualTo(1);
        assertThat(last.get("windows").intValue()).isEqualTo(26);
        assertThat(predict("a")).isEqualTo("found");
        assertThat(predict("b")).isEqualTo("unknown-cell");
        JsonNode closed = wayside.post("/v1/trips/tram-7/close", "").json();
        assertThat(closed.get("state").textValue()).isEqualTo("closed");
        assertThat(closed.get("windows").intValue()).isEqualTo(29);
        assertThat(predict("b")).isEqualTo("found");
    }

    @Test
    void rowsCountOnceHoweverOftenTheyAreSent() throws Exception {
        open("tram-7");
        append("tram-7", 0, rows("a", 0, 20));

        JsonNode again = append("tram-7", 10, rows("a", 10, 20)).json();
        Answer gap = append("tram-7", 40, rows("a", 40, 1));
        Answer other = append("tram-7", 29, rows("b", 29, 1));

        assertThat(again.get("repeatedRows").intValue()).isEqualTo(10);
        assertThat(again.get("rows").intValue()).isEqualTo(30);
        assertThat(gap.status()).isEqualTo(409);
        assertThat(gap.json().get("type").textValue()).isEqualTo("/problems/trip-rows-missing");
        assertThat(gap.json().get("rows").intValue()).isEqualTo(30);
        assertThat(other.status()).isEqualTo(409);
        assertThat(other.json().get("type").textValue()).isEqualTo("/problems/trip-rows-differ");
        assertThat(other.json().get("detail").textValue()).contains("row 30");
    }

    /** S3 and S5 of the field: a cut body, and a body a row. */
    @Test
    void aTripIsNeverReplacedByLessOfItselfAndRowsInBodiesOfOneAreOneVisit() throws Exception {
        open("tram-7");
        append("tram-7", 0, rows("a", 0, 100));
        append("tram-7", 0, rows("a", 0, 60));
        append("tram-7", 0, rows("a", 0, 11));
        for (int row = 100; row < 115; row++) {
            append("tram-7", row, rows("a", row, 1));
        }
        wayside.post("/v1/trips/tram-7/close", "");
        append("tram-7", 0, rows("a", 0, 2));

        JsonNode cell = wayside.get("/v1/carriers/cmcc/cells/a").json();
        assertThat(cell.get("visits").intValue()).isEqualTo(1);
        assertThat(cell.get("windows").intValue()).isEqualTo(111);
    }

    /** S6 of the field. */
    @Test
    void devicesWithTheSameRowsNeverMerge() throws Exception {
        for (String trip : List.of("tram-7", "tram-8")) {
            open(trip);
            append(trip, 0, rows("a", 0, 20));
            wayside.post("/v1/trips/" + trip + "/close", "");
        }

        assertThat(wayside.get("/v1/carriers/cmcc/cells/a").json().get("visits").intValue())
                .isEqualTo(2);
    }

    @Test
    void aTripGoesOnAfterARestart() throws Exception {
        open("tram-7");
        append("tram-7", 0, rows("a", 0, 30));
        wayside.close();
        wayside = new RunningService(directory);

        JsonNode last = append("tram-7", 30, rows("b", 30, 7)).json();

        assertThat(last.get("rows").intValue()).isEqualTo(37);
        assertThat(last.get("windows").intValue()).isEqualTo(26);
        assertThat(open("tram-7").json().get("rows").intValue()).isEqualTo(37);
    }

    @Test
    void jsonAndGzipAreTakenAndRejectedRowsAreNamedByTheirNumber() throws Exception {
        open("tram-7");
        append("tram-7", 0, rows("a", 0, 5));
        String json = "{\"time\":%d,\"carrier\":\"cmcc\",\"cell\":\"a\",\"rsrp_dbm\":-300}\n".formatted(START + 500);
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(json.getBytes(StandardCharsets.UTF_8));
        }

        JsonNode answer = wayside.send(wayside.request("/v1/trips/tram-7/rows?after=5")
                        .header("Content-Type", "application/x-ndjson")
                        .header("Content-Encoding", "gzip")
                        .POST(BodyPublishers.ofByteArray(compressed.toByteArray())))
                .json();

        assertThat(answer.get("rows").intValue()).isEqualTo(6);
        assertThat(answer.at("/rejectedRows/rsrp-out-of-range").intValue()).isEqualTo(1);
        assertThat(answer.at("/rejected/0/row").intValue()).isEqualTo(6);
    }

    @Test
    void unfinishedTripsAreListedInPages() throws Exception {
        for (String trip : List.of("c", "a", "b")) {
            open(trip);
        }
        wayside.post("/v1/trips/b/close", "");
        List<String> listed = new ArrayList<>();
        JsonNode page = wayside.get("/v1/trips?limit=1").json();
        listed.add(page.at("/items/0/id").textValue());
        page = wayside.get("/v1/trips?limit=1&after=" + page.get("next").textValue())
                .json();
        listed.add(page.at("/items/0/id").textValue());

        assertThat(listed).containsExactly("a", "c");
        assertThat(page.has("next")).isFalse();
    }

    @Test
    void anIdIsMadeWhereNoneIsChosen() throws Exception {
        String made = wayside.post("/v1/trips", "{\"device\": \"tram 7\"}")
                .json()
                .get("id")
                .textValue();

        assertThat(append(made, 0, rows("a", 0, 1)).status()).isEqualTo(200);
        Answer other = wayside.post("/v1/trips", "{\"device\": \"tram 8\", \"id\": \"" + made + "\"}");
        assertThat(other.status()).isEqualTo(409);
        assertThat(other.json().get("type").textValue()).isEqualTo("/problems/trip-of-other-device");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"device\": \"t\", \"id\": \".\"}",
                "{\"device\": \"t\", \"id\": \"..\"}",
                "{\"device\": \"t\", \"id\": \"a\\u0000\"}",
                "{\"device\": \"t\", \"id\": \"\"}",
                "{\"device\": \"\"}",
                "{\"device\": \"a\\u0007\"}",
                "{\"id\": \"a\"}"
            })
    void anIdOrDeviceThatCannotBeOneIsRefused(String body) throws Exception {
        assertThat(wayside.post("/v1/trips", body).status()).isEqualTo(400);
        assertThat(wayside.get("/v1/trips").json().get("items")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/trips/tram-7/rows, 400",
        "/v1/trips/tram-7/rows?after=-1, 400",
        "/v1/trips/tram-7/rows?after=0&x=1, 400",
        "/v1/trips/tram-7/rows?after=0&format=gnettrack, 400",
        "/v1/trips/nowhere/rows?after=0, 404",
        "/v1/trips/%2e%2e/rows?after=0, 400"
    })
    void aCallThatIsWrongSaysWhy(String path, int status) throws Exception {
        open("tram-7");

        Answer answer = wayside.send(wayside.request(path)
                .header("Content-Type", "text/csv")
                .POST(BodyPublishers.ofString(HEADER + rows("a", 0, 1))));

        assertThat(answer.status()).isEqualTo(status);
        assertThat(wayside.get("/v1/trips/tram-7").json().get("rows").intValue())
                .isZero();
    }

    @Test
    void aBodyThatIsCutIsNotStoredInPart() throws Exception {
        open("tram-7");
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write((HEADER + rows("a", 0, 5_000)).getBytes(StandardCharsets.UTF_8));
        }
        byte[] cut = Arrays.copyOf(compressed.toByteArray(), compressed.size() / 2);

        Answer answer = wayside.send(wayside.request("/v1/trips/tram-7/rows?after=0")
                .header("Content-Type", "text/csv")
                .header("Content-Encoding", "gzip")
                .POST(BodyPublishers.ofByteArray(cut)));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(wayside.get("/v1/trips/tram-7").json().get("rows").intValue())
                .isZero();
    }

    @Test
    void aTripIsItsTokensAlone(@TempDir Path other) throws Exception {
        ServiceSettings settings = ServiceSettings.onLoopback(RunningService.SETTINGS, 0)
                .withTokens(List.of(
                        new AccessToken("first", Set.of(Scope.INGEST), AccessToken.hash(FIRST)),
                        new AccessToken("second", Set.of(Scope.INGEST), AccessToken.hash(SECOND))));
        try (RunningService guarded = new RunningService(other, settings)) {
            String opening = "{\"device\": \"tram 7\", \"id\": \"tram-7\"}";
            guarded.send(guarded.request("/v1/trips")
                    .header("Authorization", "Bearer " + FIRST)
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(opening)));

            for (String path : List.of("/v1/trips/tram-7/close", "/v1/trips/tram-7/rows?after=0")) {
                Answer foreign = guarded.send(guarded.request(path)
                        .header("Authorization", "Bearer " + SECOND)
                        .header("Content-Type", "text/csv")
                        .POST(BodyPublishers.ofString(HEADER)));
                assertThat(foreign.status()).isEqualTo(404);
            }
            assertThat(guarded.send(guarded.request("/v1/trips/tram-7")
                                    .header("Authorization", "Bearer " + FIRST)
                                    .GET())
                            .json()
                            .get("state")
                            .textValue())
                    .isEqualTo("open");
        }
    }

    @Test
    void tripsAndTheirRowsAreCounted() throws Exception {
        open("tram-7");
        append("tram-7", 0, rows("a", 0, 5) + "nonsense,cmcc,a,-90\n");
        append("tram-7", 0, rows("a", 0, 2));

        assertThat(wayside.get("/metrics").response().body())
                .contains(
                        "wayside_trip_rows_total{outcome=\"new\"} 6.0",
                        "wayside_trip_rows_total{outcome=\"repeated\"} 2.0",
                        "wayside_trip_rows_total{outcome=\"rejected\"} 1.0",
                        "wayside_trips_open ");
    }

    private Answer open(String trip) throws IOException, InterruptedException {
        return wayside.post("/v1/trips", "{\"device\": \"a tram\", \"id\": \"" + trip + "\"}");
    }

    private Answer append(String trip, int after, String rows) throws IOException, InterruptedException {
        return wayside.send(wayside.request("/v1/trips/" + trip + "/rows?after=" + after)
                .header("Content-Type", "text/csv")
                .POST(BodyPublishers.ofString(HEADER + rows)));
    }

    private String predict(String cell) throws IOException, InterruptedException {
        JsonNode prediction = wayside.predict(
                        "{\"carrier\":\"cmcc\",\"cell\":\"" + cell + "\",\"rsrpDbm\":[-90,-90,-90,-90,-90]}")
                .json()
                .at("/predictions/0");
        return prediction.has("reason") ? prediction.get("reason").textValue() : "found";
    }

    private static String rows(String cell, int from, int count) {
        StringBuilder text = new StringBuilder();
        for (int i = from; i < from + count; i++) {
            text.append(START + i * 100L).append(",cmcc,").append(cell).append(",-90\n");
        }
        return text.toString();
    }
}
