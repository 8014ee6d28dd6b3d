package dev.wayside.api.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wayside.api.blackbox.RunningService.Answer;
import dev.wayside.kvstore.CellKey;
import dev.wayside.kvstore.HandoverKind;
import dev.wayside.kvstore.VisitSignal;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BrowsingTest {

    private static final CellKey CELL = new CellKey("cmcc", "84-17");
    private static final String CELL_PATH = "/v1/carriers/cmcc/cells/84-17";

    @TempDir
    private static Path directory;

    private static RunningService wayside;
    private static PastVisits visits;

    @BeforeAll
    static void start() throws IOException {
        wayside = new RunningService(directory);
        visits = new PastVisits(wayside.store);
        visits.rampWithHandover(CELL, 1, PastVisits.MONDAY, 12, -90, HandoverKind.OUTAGE);
        visits.rampWithHandover(CELL, -1, PastVisits.MONDAY, 7, -60, HandoverKind.SUCCESS);
        visits.rampWithHandover(CELL, 2, PastVisits.MONDAY + PastVisits.DAY_MILLIS, 4, -90, HandoverKind.OUTAGE);
        visits.stretches(CELL, 3, PastVisits.MONDAY + PastVisits.DAY_MILLIS, 40, 9);
    }

    @AfterAll
    static void stop() {
        wayside.close();
    }

    @Test
    void anEmptyHistoryHasNoCarriers(@TempDir Path empty) throws Exception {
        try (RunningService fresh = new RunningService(empty)) {
            Answer answer = fresh.get("/v1/carriers");
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.response().body()).isEqualTo("{\"items\":[]}");
        }
    }

    @Test
    void carriersAndCellsArePagedInOrder() throws Exception {
        for (String carrier : List.of("cucc", "\uD83D\uDE84", "\uFF21")) {
            visits.ramp(new CellKey(carrier, "x"), 9, PastVisits.MONDAY, 5, -90, 0);
        }
        for (int i = 0; i < 5; i++) {
            visits.ramp(new CellKey("cucc", "c" + i), 9, PastVisits.MONDAY, 5, -90, 0);
        }

        assertThat(texts(everyPage("/v1/carriers", 1))).containsExactly("cmcc", "cucc", "\uFF21", "\uD83D\uDE84");
        assertThat(texts(everyPage("/v1/carriers/cucc/cells", 2))).containsExactly("c0", "c1", "c2", "c3", "c4", "x");
    }

    @Test
    void aCellIsSummedUp() throws Exception {
        JsonNode cell = wayside.get(CELL_PATH).json();

        assertThat(cell.get("carrier").textValue()).isEqualTo("cmcc");
        assertThat(cell.get("cell").textValue()).isEqualTo("84-17");
        assertThat(texts(cell.get("days"))).containsExactly("2026-01-05", "2026-01-06");
        assertThat(cell.get("visits").intValue()).isEqualTo(4);
        assertThat(cell.get("windows").intValue()).isEqualTo(8 + 3 + 0 + 36);
        assertThat(cell.at("/handovers/OUTAGE").intValue()).isEqualTo(2);
        assertThat(cell.at("/handovers/FAILURE").intValue()).isZero();
        assertThat(cell.at("/handovers/SUCCESS").intValue()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 47, 1000})
    void allPagesOfWindowsAreTheWindowsOfTheStore(int limit) throws Exception {
        List<String> stored;
        try (Stream<VisitSignal> stretches = wayside.store.signals(CELL)) {
            stored = stretches
                    .flatMap(stretch -> IntStream.range(
                                    0,
                                    RunningService.SETTINGS.windowsIn(
                                            stretch.rsrp().length()))
                            .mapToObj(offset -> stretch.key().window(offset) + " "
                                    + stretch.key().day() + " " + stretch.rsrp().slice(offset, offset + 5)))
                    .toList();
        }

        List<JsonNode> windows = everyPage(CELL_PATH + "/windows", limit);

        assertThat(windows.stream()
                        .map(window -> window.get("window").textValue() + " "
                                + window.get("day").textValue() + " " + numbers(window.get("rsrpDbm"))))
                .containsExactlyElementsOf(stored);
        assertThat(stored).hasSize(47).doesNotHaveDuplicates();
        assertThat(windows.get(1).get("start").textValue()).isEqualTo("2026-01-05T08:00:00.100Z");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 100})
    void handoversArePagedByTime(int limit) throws Exception {
        List<JsonNode> handovers = everyPage(CELL_PATH + "/handovers", limit);

        assertThat(handovers)
                .extracting(handover -> handover.get("time").textValue())
                .containsExactly("2026-01-05T08:00:00.700Z", "2026-01-05T08:00:01.200Z", "2026-01-06T08:00:00.400Z");
        JsonNode first = handovers.get(0);
        assertThat(first.get("kind").textValue()).isEqualTo("SUCCESS");
        assertThat(first.get("trace").textValue()).isEqualTo("ffffffffffffffff");
        assertThat(first.get("disconnectionMillis").intValue()).isEqualTo(1_200);
        assertThat(first.get("targetCell").textValue()).isEqualTo("next");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/b", "50% +x", "\u8F66", "..", "a;b=c", "a?b#c"})
    void anyCellIdCanBeLookedAt(String cellId) throws Exception {
        visits.ramp(new CellKey("cmcc", cellId), 9, PastVisits.MONDAY, 5, -90, 0);

        Answer answer = wayside.get("/v1/carriers/cmcc/cells/" + encode(cellId));

        assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
        assertThat(answer.json().get("cell").textValue()).isEqualTo(cellId);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/carriers/ctcc/cells",
                "/v1/carriers/ctcc/cells/84-17",
                "/v1/carriers/cmcc/cells/nowhere",
                "/v1/carriers/cmcc/cells/nowhere/windows",
                "/v1/carriers/cmcc/cells/nowhere/handovers"
            })
    void whatIsNotInTheHistoryIsNotFound(String path) throws Exception {
        Answer answer = wayside.get(path);

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.json().get("type").textValue()).isEqualTo("/problems/not-found");
        assertThat(answer.json().get("detail").textValue()).startsWith("the history holds no visit to");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/carriers?limit=0",
                "/v1/carriers?limit=1001",
                "/v1/carriers?limit=99999999999",
                "/v1/carriers?limit=ten",
                "/v1/carriers?after=***",
                "/v1/carriers?offset=3",
                CELL_PATH + "/windows?after=eA",
                CELL_PATH + "/windows?after=" + "MjAyNi0wMS0wNS94",
                CELL_PATH + "/handovers?after=eA",
                "/v1/carriers/a%01b/cells",
                "/v1/carriers/cmcc/cells/a%00b"
            })
    void aBrokenPageOrKeyIsRefused(String path) throws Exception {
        Answer answer = wayside.get(path);

        assertThat(answer.status()).as(answer.response().body()).isEqualTo(400);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    }

    @Test
    void headTellsWhatGetWould() throws Exception {
        Answer found = wayside.send(wayside.request(CELL_PATH).method("HEAD", BodyPublishers.noBody()));
        assertThat(found.status()).isEqualTo(200);
        assertThat(found.header("Content-Type")).isEqualTo("application/json");
        assertThat(found.response().body()).isEmpty();
        assertThat(wayside.send(wayside.request(CELL_PATH + "0").method("HEAD", BodyPublishers.noBody()))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void healthAndReadinessAreReported() throws Exception {
        assertThat(wayside.get("/healthz").status()).isEqualTo(200);
        assertThat(wayside.get("/readyz").status()).isEqualTo(200);
    }

    private static List<JsonNode> everyPage(String path, int limit) throws IOException, InterruptedException {
        List<JsonNode> items = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = wayside.get(path + "?limit=" + limit + cursor).json();
            assertThat(page.get("items").size()).isLessThanOrEqualTo(limit);
            page.get("items").forEach(items::add);
            cursor = page.has("next") ? "&after=" + page.get("next").textValue() : "";
        } while (!cursor.isEmpty());
        return items;
    }

    private static List<String> texts(Iterable<JsonNode> nodes) {
        List<String> texts = new ArrayList<>();
        nodes.forEach(node -> texts.add(node.textValue()));
        return texts;
    }

    private static List<Double> numbers(JsonNode array) {
        List<Double> numbers = new ArrayList<>();
        array.forEach(number -> numbers.add(number.doubleValue()));
        return numbers;
    }

    private static String encode(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
