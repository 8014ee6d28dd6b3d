package dev.wayside.api.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wayside.api.blackbox.Browser.Look;
import dev.wayside.api.http.ServiceSettings;
import dev.wayside.api.http.WaysideService;
import dev.wayside.kvstore.CellKey;
import dev.wayside.kvstore.HistoryStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;

/** The dashboard in a real browser, before a real service over a generated line. */
@BrowserTest
class DashboardTest {

    private static final int DAYS = 3;
    private static final List<String> PAGES = List.of("/", "/cell", "/live", "/status");

    /**
     * Text whose contrast with what lies behind it is below 4.5 (WCAG 2.2, 1.4.3); pictures and their text are left
     * out.
     */
    private static final String PALE_TEXTS = """
            const channels = css => (css.match(/^rgba?\\(([^)]*)\\)/) ?? [])[1]?.split(',').map(Number);
            const luminance = rgb => rgb.slice(0, 3).map(c => c / 255)
              .map(c => c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
              .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
            const behind = e => {
              for (; e; e = e.parentElement) {
                const c = channels(getComputedStyle(e).backgroundColor);
                if (c && (c.length < 4 || c[3] > 0.9)) return c;
              }
              return [255, 255, 255];
            };
            const pale = [];
            const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
            for (let node = walker.nextNode(); node; node = walker.nextNode()) {
              const e = node.parentElement;
              if (!node.data.trim() || !e.checkVisibility() || e.closest('canvas, [disabled], option')) continue;
              const front = channels(getComputedStyle(e).color);
              const [a, b] = [luminance(front), luminance(behind(e))].sort((x, y) => y - x);
              if ((a + 0.05) / (b + 0.05) < 4.5) pale.push(node.data.trim());
            }
            return pale;
            """;

    private static final String UNNAMED_CONTROLS = """
            return [...document.querySelectorAll('input, select, textarea, button, [role=img], meter, progress')]
              .filter(e => e.checkVisibility() && e.getAttribute('aria-hidden') !== 'true')
              .filter(e => !(e.labels?.length || e.getAttribute('aria-label') || (e.tagName === 'BUTTON' && e.innerText.trim())))
              .map(e => e.outerHTML.slice(0, 120));
            """;

    private static final String BLANK_CHARTS = """
            return [...document.querySelectorAll('.chart')].filter(e => e.checkVisibility()).filter(e => {
              const canvas = e.querySelector("canvas");
              if (!canvas) return true;
              const data = new Uint32Array(canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data.buffer);
              return new Set(data).size < 8;
            }).map(e => e.id);
            """;

    /** Focus is seen by an outline, of the element or of the one that represents it. */
    private static final String FOCUS_IS_SEEN = """
            const seen = e => e && getComputedStyle(e).outlineStyle !== 'none' && parseFloat(getComputedStyle(e).outlineWidth) > 0;
            const e = document.activeElement;
            return seen(e) || seen(e.nextElementSibling);
            """;

    private static final String FOCUSED = """
            const e = document.activeElement;
            return e === document.body ? 'body' : e.id ? '#' + e.id : e.tagName + ':' + (e.value || e.innerText || '').trim().slice(0, 30);
            """;

    @TempDir
    private static Path directory;

    private static RunningService wayside;
    private static Browser browser;

    @BeforeAll
    static void start() throws Exception {
        wayside = new RunningService(LineStore.of(directory, DAYS));
        browser = new Browser();
    }

    @AfterAll
    static void stop() {
        // Either may be missing if the start failed.
        if (browser != null) {
            browser.close();
        }
        wayside.close();
    }

    @BeforeEach
    void atADesk() {
        // A live page that is left open would go on asking a service that another test has closed.
        browser.load("about:blank");
        browser.look(Look.DESK);
        browser.console();
    }

    @ParameterizedTest
    @ValueSource(ints = {390, 500, 760, 1280})
    void theEndsOfTheLineAreNotUnderTheButtonsOfTheMap(int width) {
        browser.look(new Look(width, "light"));
        open("/");

        assertThat(list("""
                const covers = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
                const places = [...document.querySelectorAll('#map .place span')];
                const controls = [...document.querySelectorAll('#map .leaflet-control')].map(e => e.getBoundingClientRect());
                return places.length === 2
                  ? places.filter(e => controls.some(c => covers(c, e.getBoundingClientRect()))).map(e => e.innerText)
                  : ['there are ' + places.length + ' labels'];
                """)).isEmpty();
    }

    static Stream<Arguments> pagesAndLooks() {
        return PAGES.stream()
                .flatMap(page -> Stream.of(1280, 390)
                        .flatMap(width ->
                                Stream.of("light", "dark").map(scheme -> Arguments.of(page, new Look(width, scheme)))));
    }

    @Test
    void aMapWithoutRoomWaitsForIt() throws IOException {
        open("/");
        for (String height : List.of("40px", "300px")) {
            browser.run(
                    "document.getElementById('map').style.height = '" + height + "';"
                            + " return new Promise(seen => requestAnimationFrame(() => requestAnimationFrame(() => seen(true))))");
        }

        assertThat(browser.console()).isEmpty();
        assertThat(browser.isTrue("const map = document.getElementById('map').getBoundingClientRect();"
                        + " const place = document.querySelector('#map .place').getBoundingClientRect();"
                        + " return place.top > map.top && place.bottom < map.bottom"))
                .as("the line's end is within the map")
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("pagesAndLooks")
    void everyPageIsWholeReadableAndQuiet(String page, Look look) throws IOException {
        browser.look(look);
        open(page);
        if (page.equals("/live")) {
            paste(browser.text("#paste-cell"), "-85 -84 -84 -83 -83 -83 -82 -82 -83 -84 -85 -86");
        }
        browser.await("the charts to be painted", d -> list(BLANK_CHARTS).isEmpty());
        browser.screenshot((page.equals("/") ? "route" : page.substring(1)) + "-" + look);

        assertThat(browser.text("#problem")).isEmpty();
        assertThat(list(PALE_TEXTS)).as("text that is too pale").isEmpty();
        assertThat(list(UNNAMED_CONTROLS)).as("controls without a name").isEmpty();
        assertThat(browser.run("return document.documentElement.scrollWidth"))
                .as("wider than the screen")
                .isEqualTo((long) look.width());
        assertThat(browser.isTrue("const [r] = getComputedStyle(document.body).backgroundColor.match(/\\d+/g);"
                        + " return r < 128"))
                .as("dark")
                .isEqualTo(look.scheme().equals("dark"));
        assertThat(browser.console()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/cell", "/live", "/status"})
    void everythingIsReachedByKeyboardAndSeenToBe(String page) {
        open(page);
        Set<String> reached = new LinkedHashSet<>();
        List<String> unseen = new ArrayList<>();
        browser.run("document.activeElement.blur(); window.scrollTo(0, 0)");
        for (int i = 0; i < 150; i++) {
            browser.press(Keys.TAB);
            String focused = String.valueOf(browser.run(FOCUSED));
            if (focused.equals("body") && i > 5) {
                break;
            }
            if (!browser.isTrue(FOCUS_IS_SEEN)) {
                unseen.add(focused);
            }
            reached.add(focused);
        }

        assertThat(reached).contains("A:Skip to the content", "A:Route", "A:Cell", "A:Live", "A:Status");
        assertThat(unseen).as("focused, but not seen to be").isEmpty();
        @SuppressWarnings("unchecked")
        List<String> controls = (List<String>) browser.run("return [...document.querySelectorAll('main select,"
                + " main button, main textarea, main input:not([type=radio])')]"
                + ".filter(e => e.checkVisibility() && !e.disabled && e.id).map(e => '#' + e.id)");
        assertThat(reached).containsAll(controls);
    }

    @Test
    void theSkipLinkLeadsPastTheNavigation() {
        open("/");
        browser.run("document.activeElement.blur()");
        browser.press(Keys.TAB);
        browser.press(Keys.ENTER);

        browser.await("the focus to move", d -> "#content".equals(browser.run(FOCUSED)));
    }

    @Test
    void theRouteNamesTheCellsThatFailMostAndLeadsToThem() throws Exception {
        long failures = 0;
        for (JsonNode cell : wayside.get("/v1/carriers/cmcc/coverage").json().get("items")) {
            failures += cell.at("/handovers/FAILURE").longValue()
                    + cell.at("/handovers/OUTAGE").longValue();
        }
        assertThat(failures).as("a line with failures").isPositive();
        open("/");

        assertThat(browser.text("#summary")).contains("km", "3 carriers", "3 days, 2026-01-05 to 2026-01-07");
        assertThat(browser.text("#map-title")).isEqualTo("Map of cmcc");
        assertThat(browser.texts("#map .spot")).isNotEmpty();
        browser.run("document.querySelector('input[value=cucc]').click()");
        assertThat(browser.text("#map-title")).isEqualTo("Map of cucc");
        String worst = browser.text("#spots tbody a");
        browser.find("#spots tbody a").sendKeys(Keys.ENTER);

        browser.await("the cell's page", d -> browser.path().startsWith("/cell?carrier="));
        browser.awaitText("h1", worst);
    }

    @Test
    void aSpotOnTheMapIsOpenedByKeyboard() {
        open("/");
        browser.run("document.querySelector('#map .spot').focus()");
        browser.press(Keys.ENTER);

        browser.await("the cell's page", d -> browser.path().startsWith("/cell?carrier=cmcc"));
    }

    @Test
    void theRouteShowsWhatTheServicePredictsForEachCell() throws Exception {
        JsonNode cell = coveredCell();
        JsonNode prediction = predict(cell.at("/newestOpening/rsrpDbm"), cell, cell.at("/newestOpening/day"));
        open("/");
        browser.run("document.querySelector('details').open = true");

        List<String> row =
                browser.texts("#cells tr:has(a[href$='cell=" + cell.get("cell").textValue() + "']) > *");
        assertThat(row.get(5))
                .isEqualTo("%.1f"
                        .formatted(
                                prediction.at("/performance/downlinkBps/mean").doubleValue() / 1e6));
        assertThat(row.get(6))
                .isEqualTo("%.2f".formatted(prediction.get("confidence").doubleValue()));
    }

    @Test
    void theCellPageAsksAsOnAPastDayAndTheSliderMovesTheQuestion() throws Exception {
        JsonNode cell = coveredCell();
        open("/cell?carrier=cmcc&cell=" + cell.get("cell").textValue());
        browser.await("a prediction", d -> !browser.texts("#answer .tile").isEmpty());
        JsonNode prediction = predict(cell.at("/newestOpening/rsrpDbm"), cell, cell.at("/newestOpening/day"));

        assertThat(browser.text("#now-value")).isEqualTo("5 s");
        assertThat(browser.text("#answer .tile b"))
                .isEqualTo(String.valueOf(prediction.get("confidence").doubleValue())
                        .replaceAll("\\.0$", ""));
        assertThat(browser.texts("#matches tbody tr"))
                .hasSize(prediction.get("matches").size());
        assertThat(browser.texts("#days label")).containsExactly("2026-01-05", "2026-01-06", "2026-01-07");

        browser.run("document.getElementById('now').focus()");
        browser.press(Keys.ARROW_LEFT);
        browser.press(Keys.ARROW_LEFT);

        browser.awaitText("#now-value", "4.8 s");
        browser.awaitText("#answer", "48 samples, a short window");
    }

    @Test
    void aCellOfAnotherAddressIsReportedAsUnknown() {
        open("/cell?carrier=cmcc&cell=nowhere");

        browser.awaitText("#problem", "the history holds no visit to cell nowhere of carrier cmcc");
        assertThat(browser.text("#problem button")).isEqualTo("Try again");
    }

    @Test
    void pastedSamplesAreAnsweredAsOneTypes() throws Exception {
        JsonNode cell = coveredCell();
        open("/live");
        paste(cell.get("cell").textValue(), "-85 -84");
        browser.awaitText("#answer", "Too few samples in this cell yet");
        browser.find("#paste").sendKeys(" -84 -83, -83; -83 -82 -82 -83 -84 -85 -86");
        browser.awaitText("#answer", "12 samples, a short window");
        assertThat(browser.text("#where")).contains("12 samples pasted", "cmcc/");

        browser.find("#paste").sendKeys(" minus");
        browser.awaitText("#problem", "“minus” is not a number");
        browser.find("#paste")
                .sendKeys(Keys.BACK_SPACE, Keys.BACK_SPACE, Keys.BACK_SPACE, Keys.BACK_SPACE, Keys.BACK_SPACE);
        browser.find("#paste").sendKeys("-300");
        browser.awaitText("#problem", "RSRP lies between");
        browser.find("#paste").sendKeys(Keys.BACK_SPACE, Keys.BACK_SPACE, Keys.BACK_SPACE, Keys.BACK_SPACE);
        browser.find("#paste-cell").clear();
        browser.find("#paste-cell").sendKeys("elsewhere");
        browser.awaitText("#answer", "The history has no visit to this cell.");
    }

    @Test
    void aPastTripIsReplayedForAllCarriersOverOneConnection() throws Exception {
        open("/live");
        browser.await(
                "a trip to choose",
                d -> !browser.texts("#trip option").isEmpty()
                        && browser.find("#play").isEnabled());
        browser.run("document.getElementById('speed').value = '16'");
        browser.find("#play").click();

        browser.awaitText("#where", "2026-01-07");
        String first = browser.text("#where");
        browser.await("another cell", d -> !cellOf(browser.text("#where")).equals(cellOf(first)));
        browser.await("a prediction", d -> browser.text("#answer").contains("Confidence"));
        browser.await(
                "a row per carrier",
                d -> browser.texts("#carriers-now tbody th").equals(List.of("cmcc", "ctcc", "cucc")));
        browser.await(
                "all of them to be predicted",
                d -> browser.texts("#carriers-now td:nth-child(4)").stream().noneMatch("–"::equals));
        browser.run("document.querySelector('input[name=carrier][value=cucc]').click()");
        browser.awaitText("#where", "cucc/");
        assertThat(browser.text("#connection")).isEqualTo("Connected");
        browser.await("one connection, once those of pages left are closed", d -> {
            try {
                return wayside.get("/metrics").response().body().contains("wayside_streams 1.0");
            } catch (IOException | InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        browser.find("#play").click();

        assertThat(browser.text("#play")).isEqualTo("Start");
        assertThat(browser.console()).isEmpty();
    }

    @Test
    void theBandFollowsTheSpreadOfTheMatchesAlongTheLookAhead() throws Exception {
        JsonNode cell = coveredCell();
        JsonNode opening = cell.at("/newestOpening/rsrpDbm");
        open("/live");
        paste(cell.get("cell").textValue(), opening.toString());
        browser.awaitText("#answer", "50 samples");

        JsonNode series = wayside.predict(new ObjectMapper()
                        .createObjectNode()
                        .put("carrier", "cmcc")
                        .put("cell", cell.get("cell").textValue())
                        .put("bands", true)
                        .set("rsrpDbm", opening)
                        .toString())
                .json()
                .at("/predictions/0/performance/downlinkBps/series");
        Set<JsonNode> lows = new LinkedHashSet<>();
        series.get("p10").forEach(lows::add);
        assertThat(lows).hasSizeGreaterThan(5);
        JsonNode low = drawn("moving", "band-low");
        JsonNode high = drawn("moving", "band-high");
        assertThat(low).hasSize(series.get("p10").size());
        for (int i = 0; i < low.size(); i++) {
            double seconds = (i + 1) * series.get("stepMillis").doubleValue() / 1e3;
            assertThat(low.get(i).get(0).doubleValue()).isEqualTo(seconds);
            assertThat(low.get(i).get(1).doubleValue())
                    .isCloseTo(series.get("p10").get(i).doubleValue() / 1e6, within(1e-9));
            assertThat(high.get(i).get(1).doubleValue())
                    .isCloseTo(series.get("p90").get(i).doubleValue() / 1e6, within(1e-9));
        }
    }

    @Test
    void aLostConnectionIsReportedAndOpenedAgain(@TempDir Path restarted) throws Exception {
        HistoryStore store = LineStore.of(restarted, 2);
        ServiceSettings settings = ServiceSettings.onLoopback(store.settings(), 0);
        int port;
        try (WaysideService first = WaysideService.start(store, settings)) {
            port = first.port();
            browser.open("http://127.0.0.1:" + port + "/live");
            browser.awaitText("#connection", "Connected");
            paste("", "-85 -84 -84 -83 -83 -83 -82 -82 -83 -84 -85 -86");
            browser.awaitText("#answer", "12 samples");
        }
        browser.awaitText("#connection", "Connection lost; trying again in");
        assertThat(browser.find("#connect").isDisplayed()).isTrue();

        try (WaysideService second = WaysideService.start(store, ServiceSettings.onLoopback(store.settings(), port))) {
            assertThat(second.port()).isEqualTo(port);
            browser.awaitText("#connection", "Connected");
            browser.find("#paste").sendKeys(" -87");
            browser.awaitText("#answer", "13 samples");
        }
        store.close();
    }

    @Test
    void aLogOfAnotherDayIsPlayedFromItsFile() throws Exception {
        open("/live");
        browser.run("document.querySelector('input[value=file]').click()");
        browser.find("#file").sendKeys(LineStore.laterLog(directory, DAYS).toString());
        browser.awaitText("#file-note", "of cmcc, one every 100 ms");
        browser.run("document.getElementById('speed').value = '16'");
        browser.find("#play").click();

        browser.awaitText("#where", "2026-01-08");
        browser.await("a prediction", d -> browser.text("#answer").contains("Confidence"));
        assertThat(browser.console()).isEmpty();
    }

    @Test
    void theStatusCountsTheStoreAndFollowsWhatIsWritten(@TempDir Path elsewhere) throws Exception {
        try (RunningService fresh = new RunningService(LineStore.of(elsewhere, 1))) {
            browser.open("http://127.0.0.1:" + fresh.service.port() + "/status");
            JsonNode carrier = fresh.get("/v1/status").json().at("/carriers/0");
            List<String> row = browser.texts("#carriers tbody tr:first-child > *");
            assertThat(row.subList(0, 7))
                    .containsExactly(
                            "cmcc",
                            carrier.get("cells").asText(),
                            "1",
                            "1",
                            carrier.get("visits").asText(),
                            "%,d".formatted(carrier.get("samples").longValue()),
                            "%,d".formatted(carrier.get("windows").longValue()));
            assertThat(browser.text("#ingest")).contains("none yet");
            assertThat(browser.text("#days")).contains("Predictions compare days: with a second one they begin.");

            new PastVisits(fresh.store).ramp(new CellKey("newcomer", "1"), 1, PastVisits.MONDAY, 60, -80, 1e6);
            browser.find("#now").click();
            browser.await("the newcomer", d -> {
                if (!browser.text("#carriers").contains("newcomer")) {
                    browser.find("#now").click();
                    return false;
                }
                return true;
            });
            assertThat(browser.text("#ingest")).contains("60").doesNotContain("none yet");
        }
        browser.find("#now").click();
        browser.awaitText("#problem", "The service cannot be reached");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/cell", "/live", "/status"})
    void anEmptyStoreSaysHowToFillIt(String page, @TempDir Path empty) throws Exception {
        try (RunningService fresh = new RunningService(empty)) {
            browser.open("http://127.0.0.1:" + fresh.service.port() + page);

            assertThat(browser.text("#summary")).startsWith("The history is empty.");
            assertThat(browser.text("#empty")).contains("wayside ingest --store", "wayside demo");
            assertThat(browser.console()).isEmpty();
        }
    }

    @Test
    void aStoreOfOneDaySaysWhatASecondWouldBring(@TempDir Path oneDay) throws Exception {
        try (RunningService fresh = new RunningService(LineStore.of(oneDay, 1))) {
            browser.open("http://127.0.0.1:" + fresh.service.port() + "/");
            assertThat(browser.text("#summary")).contains("one day, 2026-01-05");
            assertThat(browser.text("#line-note")).contains("Ingest a second day for predictions");
            browser.open("http://127.0.0.1:" + fresh.service.port() + "/cell");
            browser.awaitText("#answer", "seen on one day only");
            assertThat(browser.console()).isEmpty();
        }
    }

    @Test
    void withoutPositionsTheCellsStandInTheOrderOfATrip(@TempDir Path placeless) throws Exception {
        try (RunningService fresh = new RunningService(placeless)) {
            PastVisits visits = new PastVisits(fresh.store);
            for (int day = 0; day < 2; day++) {
                for (int i = 0; i < 5; i++) {
                    long start = PastVisits.MONDAY + day * PastVisits.DAY_MILLIS + i * 60_000L;
                    visits.ramp(new CellKey("cmcc", "c" + (9 - i)), day, start, 20, -70, 5e6 + i * 1e6);
                }
            }
            browser.open("http://127.0.0.1:" + fresh.service.port() + "/");

            assertThat(browser.text("#line-note")).contains("The visits hold no positions");
            assertThat(browser.isTrue("return document.getElementById('map-card').hidden"))
                    .isTrue();
            browser.run("document.querySelector('details').open = true");
            assertThat(browser.texts("#cells tbody th")).containsExactly("c9", "c8", "c7", "c6", "c5");
            assertThat(browser.console()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/cell", "/live", "/status"})
    void aCellIdIsTextWhateverItHolds(String page, @TempDir Path strange) throws Exception {
        try (RunningService fresh = new RunningService(strange)) {
            CellKey cell = new CellKey("<i id=injected>x</i>", "<b id=injected>x</b>/%&#'\"");
            new PastVisits(fresh.store).placed(cell, 1, PastVisits.MONDAY, 20);
            browser.open("http://127.0.0.1:" + fresh.service.port() + page);
            if (page.equals("/")) {
                browser.run("document.querySelector('#map .spot').focus()");
                browser.awaitText("#map .leaflet-tooltip", cell.cellId());
            }

            assertThat(browser.isTrue("return !!document.getElementById('injected')"))
                    .isFalse();
            assertThat(browser.text("#problem")).isEmpty();
            assertThat(browser.console()).isEmpty();
        }
    }

    private static void open(String path) {
        browser.open("http://127.0.0.1:" + wayside.service.port() + path);
    }

    private static void paste(String cell, String samples) {
        browser.run("document.querySelector('input[value=paste]').click()");
        browser.await("a cell", d -> browser.isTrue("return !!document.getElementById('paste-cell').value"));
        if (!cell.isEmpty()) {
            browser.find("#paste-cell").clear();
            browser.find("#paste-cell").sendKeys(cell);
        }
        browser.find("#paste").sendKeys(samples);
        browser.await("an answer", d -> !browser.text("#answer").isEmpty());
    }

    /** A cell of all days whose newest pass fills a window. */
    private static JsonNode coveredCell() throws IOException, InterruptedException {
        for (JsonNode cell : wayside.get("/v1/carriers/cmcc/coverage").json().get("items")) {
            if (cell.get("days").intValue() == DAYS
                    && cell.get("visits").intValue() == DAYS
                    && cell.at("/newestOpening/rsrpDbm").size() == 50) {
                return cell;
            }
        }
        throw new AssertionError("no cell of the line was seen once on each day");
    }

    private static JsonNode predict(JsonNode samples, JsonNode cell, JsonNode day)
            throws IOException, InterruptedException {
        return wayside.predict(new ObjectMapper()
                        .createObjectNode()
                        .put("carrier", "cmcc")
                        .put("cell", cell.get("cell").textValue())
                        .<ObjectNode>set("rsrpDbm", samples)
                        .set("excludeDays", new ObjectMapper().createArrayNode().add(day))
                        .toString())
                .json()
                .at("/predictions/0");
    }

    /** The points [x, y] of a series as the chart draws it. */
    private static JsonNode drawn(String chart, String series) throws IOException {
        return new ObjectMapper()
                .readTree(String.valueOf(browser.runAsync(
                        "const done = arguments[2]; import(new URL('assets/echarts.esm.min.js', location.href)).then(echarts =>"
                                + " done(JSON.stringify(echarts.getInstanceByDom(document.getElementById(arguments[0]))"
                                + ".getOption().series.find(s => s.id === arguments[1])?.data ?? [])))",
                        chart,
                        series)));
    }

    private static String cellOf(String where) {
        return where.substring(where.lastIndexOf('/') + 1);
    }

    @SuppressWarnings("unchecked")
    private static List<String> list(String script) {
        return (List<String>) browser.run(script);
    }
}
