package dev.wayside.api.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wayside.api.blackbox.RunningService.Answer;
import dev.wayside.kvstore.CellKey;
import dev.wayside.kvstore.HandoverKind;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PredictionsTest {

    private static final CellKey CELL = new CellKey("cmcc", "84-17");
    private static final String RAMP = "\"carrier\":\"cmcc\",\"cell\":\"84-17\",\"rsrpDbm\":[-90,-91,-92,-93,-94]";

    @TempDir
    private static Path directory;

    private static RunningService wayside;

    @BeforeAll
    static void start() throws Exception {
        wayside = new RunningService(directory);
        PastVisits visits = new PastVisits(wayside.store);
        visits.rampWithHandover(CELL, 1, PastVisits.MONDAY, 5, -90, HandoverKind.FAILURE);
        visits.ramp(CELL, 2, PastVisits.MONDAY + PastVisits.DAY_MILLIS, 8, -92, 9e6);
    }

    @AfterAll
    static void stop() {
        wayside.close();
    }

    @Test
    void aPredictionSaysWhatFollowedTheNearestVisits() throws Exception {
        Answer answer = wayside.predict("{" + RAMP + "}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        JsonNode prediction = answer.json().at("/predictions/0");
        assertThat(prediction.get("carrier").textValue()).isEqualTo("cmcc");
        assertThat(prediction.get("cell").textValue()).isEqualTo("84-17");
        assertThat(prediction.get("confidence").doubleValue()).isEqualTo(0.2);
        assertThat(prediction.get("k").intValue()).isEqualTo(10);
        assertThat(prediction.get("matchesUnderThreshold").intValue()).isEqualTo(2);
        assertThat(prediction.get("distinctDays").intValue()).isEqualTo(2);
        assertThat(prediction.get("samplesUsed").intValue()).isEqualTo(5);
        assertThat(prediction.get("shortWindow").booleanValue()).isFalse();
        assertThat(prediction.get("lookAheadMillis").intValue()).isEqualTo(500);
        assertThat(prediction.has("reason")).isFalse();
        JsonNode nearest = prediction.at("/matches/0");
        assertThat(nearest.get("window").textValue()).isEqualTo("0000000000000001.0.0");
        assertThat(nearest.get("day").textValue()).isEqualTo("2026-01-05");
        assertThat(nearest.get("start").textValue()).isEqualTo("2026-01-05T08:00:00Z");
        assertThat(nearest.get("distanceDb").doubleValue()).isZero();
        assertThat(prediction.at("/matches/1/distanceDb").doubleValue()).isEqualTo(2);
        double farWeight = Math.exp(-4 / 18.0) / (1 + Math.exp(-4 / 18.0));
        assertThat(prediction.at("/matches/1/weight").doubleValue()).isCloseTo(farWeight, within(5e-7));
    }

    @Test
    void performanceAndRisksComeWithIt() throws Exception {
        JsonNode prediction = wayside.predict("{" + RAMP + "}").json().at("/predictions/0");

        JsonNode downlink = prediction.at("/performance/downlinkBps");
        assertThat(downlink.get("p10").doubleValue()).isEqualTo(5e6);
        assertThat(downlink.get("p90").doubleValue()).isEqualTo(9e6);
        assertThat(downlink.get("variance").doubleValue()).isCloseTo(8e12, within(1e3));
        assertThat(downlink.get("matches").intValue()).isEqualTo(2);
        assertThat(downlink.at("/series/stepMillis").intValue()).isEqualTo(100);
        assertThat(downlink.at("/series/values")).hasSize(5);
        assertThat(downlink.get("series").has("matches")).isFalse();
        assertThat(prediction.get("performance").has("rttMillis")).isFalse();
        JsonNode outage = prediction.get("outage");
        assertThat(outage.get("share").doubleValue()).isEqualTo(0.5);
        assertThat(outage.get("historyShare").doubleValue()).isEqualTo(0.2);
        assertThat(outage.get("medianTimeToEventMillis").doubleValue()).isEqualTo(100);
        assertThat(outage.get("expectedDisconnectionMillis").doubleValue()).isEqualTo(1_200);
        assertThat(prediction.at("/handover/likeliestTargetCell").textValue()).isEqualTo("next");
    }

    @Test
    void aSeriesSaysHowManyMatchedWhereNotAllMeasuredAllOfIt() throws Exception {
        CellKey cell = new CellKey("cmcc", "84-18");
        PastVisits visits = new PastVisits(wayside.store);
        visits.ramp(cell, 3, PastVisits.MONDAY, 5, -90, 1e6);
        visits.rampMeasured(cell, 4, PastVisits.MONDAY + PastVisits.DAY_MILLIS, 5, -90, 7);

        JsonNode downlink = wayside.predict("{" + RAMP.replace("84-17", "84-18") + "}")
                .json()
                .at("/predictions/0/performance/downlinkBps");

        assertThat(downlink.get("matches").intValue()).isEqualTo(2);
        assertThat(downlink.at("/series/values")).hasToString("[1000000,1000000,1000000,1000000,1000000]");
        assertThat(downlink.at("/series/matches")).hasToString("[2,2,1,1,1]");
    }

    @Test
    void aCellIsFoundUnderEverySpellingAndTheAnswerRepeatsIt() throws Exception {
        PastVisits visits = new PastVisits(wayside.store);
        visits.ramp(new CellKey("262-01", "26843521"), 5, PastVisits.MONDAY, 5, -90, 1e6);

        for (String names : List.of("262-01/26843521", "26201/26843521.0", "262 01/0x1999981")) {
            String[] name = names.split("/");
            JsonNode prediction = wayside.predict(
                            "{\"carrier\":\"%s\",\"cell\":\"%s\",\"rsrpDbm\":[-90,-91,-92,-93,-94]}"
                                    .formatted(name[0], name[1]))
                    .json()
                    .at("/predictions/0");
            assertThat(prediction.get("matches")).as(names).hasSize(1);
            assertThat(prediction.get("carrier").textValue()).isEqualTo(name[0]);
            assertThat(prediction.get("cell").textValue()).isEqualTo(name[1]);
        }
        assertThat(wayside.get("/v1/carriers/26201/cells/26843521.0")
                        .json()
                        .get("cell")
                        .textValue())
                .isEqualTo("26843521");
    }

    @Test
    void aCarrierThatMayBeOfTwoIsAnsweredWithTheReason() throws Exception {
        Answer answer = wayside.predict("{" + RAMP.replace("cmcc", "262-1") + "}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get("detail").textValue())
                .isEqualTo(
                        "observations[0]: the carrier 262-1 may be 262-01 or 262-001; write the network code with its "
                                + "zeros");
    }

    @Test
    void observationsAreAnsweredInTheirOrderAndUnknownCellsToo() throws Exception {
        String body = "{\"k\":1,\"thresholdDb\":0.5,\"observations\":["
                + "{\"carrier\":\"cucc\",\"cell\":\"84-17\",\"rsrpDbm\":[-90,-91]},{" + RAMP + "}]}";

        JsonNode predictions = wayside.post("/v1/predictions", body).json().get("predictions");

        assertThat(predictions).hasSize(2);
        JsonNode unknown = predictions.get(0);
        assertThat(unknown.get("reason").textValue()).isEqualTo("unknown-cell");
        assertThat(unknown.get("confidence").doubleValue()).isZero();
        assertThat(unknown.get("matches")).isEmpty();
        assertThat(unknown.get("performance")).isEmpty();
        assertThat(unknown.has("outage")).isFalse();
        assertThat(predictions.get(1).get("confidence").doubleValue()).isEqualTo(1);
        assertThat(predictions.get(1).get("matches")).hasSize(1);
    }

    @Test
    void aShortWindowIsMatchedAndSaidToBeShort() throws Exception {
        JsonNode prediction = wayside.predict("{\"carrier\":\"cmcc\",\"cell\":\"84-17\",\"rsrpDbm\":[-93,-94]}")
                .json()
                .at("/predictions/0");

        assertThat(prediction.get("shortWindow").booleanValue()).isTrue();
        assertThat(prediction.get("samplesUsed").intValue()).isEqualTo(2);
        assertThat(prediction.get("matches")).hasSize(2);
        assertThat(wayside.predict("{\"carrier\":\"cmcc\",\"cell\":\"84-17\",\"rsrpDbm\":[]}")
                        .json()
                        .at("/predictions/0/reason")
                        .textValue())
                .isEqualTo("too-few-samples");
    }

    @Test
    void excludedDaysAreLeftOut() throws Exception {
        JsonNode prediction = wayside.predict("{" + RAMP + ",\"excludeDays\":[\"2026-01-05\"]}")
                .json()
                .at("/predictions/0");

        assertThat(prediction.get("matches")).hasSize(1);
        assertThat(prediction.at("/matches/0/day").textValue()).isEqualTo("2026-01-06");
    }

    @Test
    void samplesOfAnotherIntervalAreBroughtToTheGrid() throws Exception {
        String coarse =
                "{\"carrier\":\"cmcc\",\"cell\":\"84-17\",\"rsrpDbm\":[-90,-92,-94],\"sampleIntervalMillis\":200}";

        JsonNode prediction = wayside.predict(coarse).json().at("/predictions/0");

        assertThat(prediction.get("samplesUsed").intValue()).isEqualTo(5);
        assertThat(prediction.at("/matches/0/distanceDb").doubleValue()).isZero();
    }

    @Test
    void concurrentRequestsGetTheSameAnswer() throws Exception {
        String expected = wayside.predict("{" + RAMP + "}").response().body();
        ExecutorService callers = Executors.newFixedThreadPool(8);
        try {
            List<Future<Answer>> answers = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                answers.add(callers.submit(() -> wayside.predict("{" + RAMP + "}")));
            }
            for (Future<Answer> answer : answers) {
                assertThat(answer.get().response().body()).isEqualTo(expected);
            }
        } finally {
            callers.shutdownNow();
        }
    }
}
