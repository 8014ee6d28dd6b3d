package dev.wayside.api.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wayside.api.blackbox.RunningService.Answer;
import dev.wayside.kvstore.CellKey;
import dev.wayside.kvstore.Handover;
import dev.wayside.kvstore.HandoverKind;
import dev.wayside.kvstore.HistoryBatch;
import dev.wayside.kvstore.HistoryStore;
import dev.wayside.kvstore.PerformanceSeries;
import dev.wayside.kvstore.Quantity;
import dev.wayside.kvstore.RsrpSeries;
import dev.wayside.kvstore.TraceId;
import dev.wayside.kvstore.Visit;
import dev.wayside.kvstore.VisitKey;
import dev.wayside.kvstore.VisitSignal;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The data of the dashboard: cells as they were passed, and visits sample by sample. */
class PassesTest {

    private static final CellKey CELL = new CellKey("cmcc", "a/b");
    private static final String VISITS = "/v1/carriers/cmcc/cells/a%2Fb/days/";

    @TempDir
    private static Path directory;

    private static RunningService wayside;

    @BeforeAll
    static void start() throws IOException {
        wayside = new RunningService(directory);
        drive(wayside.store);
        PastVisits others = new PastVisits(wayside.store);
        for (int day = 1; day <= 10; day++) {
            others.ramp(CELL, 100 + day, PastVisits.MONDAY + day * PastVisits.DAY_MILLIS, 3, -90, 0);
        }
        for (int trace = 0; trace < 4; trace++) {
            others.ramp(new CellKey("cmcc", "c"), trace, PastVisits.MONDAY, 5, -90, 0);
        }
        others.stretches(new CellKey("cmcc", "c"), 4, PastVisits.MONDAY, 40, 9);
    }

    /** 12 samples: the signal falls by 1 dB each, the place moves by a millidegree; every other downlink is missing. */
    private static void drive(HistoryStore store) {
        double[] dbm = new double[12];
        PerformanceSeries.Builder performance = PerformanceSeries.builder(15);
        for (int i = 0; i < 15; i++) {
            if (i < 12) {
                dbm[i] = -80 - i;
            }
            performance.set(Quantity.LATITUDE_DEGREES, i, 31 + i / 1_000.0);
            performance.set(Quantity.LONGITUDE_DEGREES, i, 119 - i / 1_000.0);
            if (i % 2 == 0) {
                performance.set(Quantity.DOWNLINK_BPS, i, 1e6 * i);
            }
        }
        TraceId trace = new TraceId(7);
        Handover outage = new Handover(trace, PastVisits.MONDAY + 1_100, HandoverKind.OUTAGE, 2_500, CELL, "b");
        Handover later =
                new Handover(trace, PastVisits.MONDAY + 1_400, HandoverKind.SUCCESS, 40, new CellKey("cmcc", "b"), "c");
        VisitKey key = new VisitKey(CELL, RunningService.SETTINGS.dayOf(PastVisits.MONDAY), trace, 3, 0);
        VisitSignal signal = new VisitSignal(key, PastVisits.MONDAY, RsrpSeries.ofDbm(dbm), List.of(outage, later));
        store.write(new HistoryBatch(List.of(new Visit(signal, performance.build())), List.of(outage, later)));
    }

    @AfterAll
    static void stop() {
        wayside.close();
    }

    @Test
    void coverageSumsUpEachCellAndTellsItsNewestPassesInFewPoints() throws Exception {
        JsonNode cell = wayside.get("/v1/carriers/cmcc/coverage?limit=1").json().at("/items/0");

        assertThat(cell.get("cell").textValue()).isEqualTo("a/b");
        assertThat(cell.get("days").intValue()).isEqualTo(11);
        assertThat(cell.get("visits").intValue()).isEqualTo(11);
        assertThat(cell.at("/handovers/OUTAGE").intValue()).isEqualTo(1);
        assertThat(cell.get("passes")).hasSize(8);
        assertThat(cell.at("/passes/7/day").textValue()).isEqualTo("2026-01-15");
        assertThat(cell.at("/passes/7/points")).hasSize(3);
        assertThat(cell.at("/newestOpening/day").textValue()).isEqualTo("2026-01-15");
        assertThat(cell.at("/newestOpening/rsrpDbm")).hasSize(3);
    }

    @Test
    void aPassIsPlacedAndLeavesOutWhatWasNotMeasured(@TempDir Path alone) throws Exception {
        try (RunningService fresh = new RunningService(alone)) {
            drive(fresh.store);
            JsonNode pass = fresh.get("/v1/carriers/cmcc/coverage").json().at("/items/0/passes/0");

            assertThat(pass.get("trace").textValue()).isEqualTo("0000000000000007");
            assertThat(pass.get("visitNumber").intValue()).isEqualTo(3);
            assertThat(pass.get("durationMillis").intValue()).isEqualTo(1_200);
            assertThat(pass.get("points")).hasSize(6);
            JsonNode second = pass.at("/points/1");
            assertThat(second.get("offsetMillis").intValue()).isEqualTo(200);
            assertThat(second.get("rsrpDbm").doubleValue()).isEqualTo(-82.5);
            assertThat(second.get("downlinkBps").doubleValue()).isEqualTo(2e6);
            assertThat(second.get("latitudeDegrees").doubleValue()).isEqualTo(31.002);
            assertThat(second.has("rttMillis")).isFalse();
            // The handover out of the next cell is that cell's.
            assertThat(pass.get("handovers")).hasSize(1);
            assertThat(pass.at("/handovers/0/kind").textValue()).isEqualTo("OUTAGE");
            assertThat(pass.at("/handovers/0/longitudeDegrees").doubleValue()).isEqualTo(118.989);
        }
    }

    @Test
    void aVisitIsSentSampleBySampleToTheEndOfItsLookAhead() throws Exception {
        JsonNode visits = wayside.get(VISITS + "2026-01-05/visits").json().get("items");

        assertThat(visits).hasSize(1);
        JsonNode visit = visits.get(0);
        assertThat(visit.get("start").textValue()).isEqualTo("2026-01-05T08:00:00Z");
        assertThat(visit.get("rsrpDbm")).hasSize(12);
        assertThat(visit.at("/performance/downlinkBps")).hasSize(15);
        assertThat(visit.at("/performance/downlinkBps/1").isNull()).isTrue();
        assertThat(visit.at("/performance/downlinkBps/14").doubleValue()).isEqualTo(14e6);
        assertThat(visit.get("performance").has("loss")).isFalse();
        assertThat(visit.get("handovers")).hasSize(2);
    }

    @Test
    void aVisitIsSentWithItsRadioConditions() throws Exception {
        CellKey cell = new CellKey("cucc", "radio");
        long start = PastVisits.MONDAY;
        PerformanceSeries radio = PerformanceSeries.builder(2)
                .set(Quantity.RSRQ_DB, 0, -10.5)
                .set(Quantity.SINR_DB, 0, -3)
                .set(Quantity.CHANNEL, 0, 648_672)
                .set(Quantity.BAND, 0, 78)
                .set(Quantity.PCI, 0, 931)
                .set(Quantity.SS_RSRP_DBM, 1, -85)
                .set(Quantity.TIMING_ADVANCE, 1, 11)
                .set(Quantity.NEIGHBOUR_RSRP_DBM, 1, -95)
                .build();
        VisitKey key = new VisitKey(cell, wayside.store.settings().dayOf(start), new TraceId(1), 0, 0);
        VisitSignal signal = new VisitSignal(key, start, RsrpSeries.ofDbm(-90, -91), List.of());
        wayside.store.write(new HistoryBatch(List.of(new Visit(signal, radio)), List.of()));

        JsonNode performance = wayside.get("/v1/carriers/cucc/cells/radio/days/2026-01-05/visits")
                .json()
                .at("/items/0/performance");

        assertThat(performance)
                .hasToString("{\"neighbourRsrpDbm\":[null,-95.0],\"ssRsrpDbm\":[null,-85.0],"
                        + "\"rsrqDb\":[-10.5,null],\"sinrDb\":[-3.0,null],\"channel\":[648672.0,null],\"band\":[78.0,null],"
                        + "\"pci\":[931.0,null],\"timingAdvance\":[null,11.0]}");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 25})
    void visitsArePagedInTheOrderOfTheStore(int limit) throws Exception {
        List<String> seen = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = wayside.get("/v1/carriers/cmcc/cells/c/days/2026-01-05/visits?limit=" + limit + cursor)
                    .json();
            assertThat(page.get("items").size()).isLessThanOrEqualTo(limit);
            page.get("items")
                    .forEach(visit ->
                            seen.add(visit.get("trace").textValue().substring(15) + "+" + visit.get("firstSample")));
            cursor = page.has("next") ? "&after=" + page.get("next").textValue() : "";
        } while (!cursor.isEmpty());

        assertThat(seen)
                .containsExactly(
                        "0+0", "1+0", "2+0", "3+0", "4+0", "4+5", "4+10", "4+15", "4+20", "4+25", "4+30", "4+35");
    }

    @Test
    void coverageIsPagedByCell() throws Exception {
        JsonNode first = wayside.get("/v1/carriers/cmcc/coverage?limit=1").json();
        JsonNode second = wayside.get("/v1/carriers/cmcc/coverage?limit=1&after="
                        + first.get("next").textValue())
                .json();

        assertThat(StreamSupport.stream(second.get("items").spliterator(), false)
                        .map(item -> item.get("cell").textValue()))
                .containsExactly("c");
        assertThat(second.has("next")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/carriers/nobody/coverage",
                VISITS + "2026-02-01/visits",
                "/v1/carriers/cmcc/cells/nowhere/days/2026-01-05/visits"
            })
    void whatIsNotInTheHistoryIsNotFound(String path) throws Exception {
        assertThat(wayside.get(path).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/carriers/cmcc/coverage?limit=101",
                VISITS + "2026-01-05/visits?limit=26",
                VISITS + "2026-01-05/visits?after=eA",
                VISITS + "yesterday/visits"
            })
    void aBrokenPageOrDayIsRefused(String path) throws Exception {
        Answer answer = wayside.get(path);

        assertThat(answer.status()).as(answer.response().body()).isEqualTo(400);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    }
}
