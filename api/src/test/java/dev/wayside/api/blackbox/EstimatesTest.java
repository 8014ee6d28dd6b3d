package dev.wayside.api.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wayside.api.blackbox.RunningService.Answer;
import dev.wayside.api.http.WaysideService;
import dev.wayside.kvstore.CellKey;
import dev.wayside.kvstore.HistoryStore;
import dev.wayside.kvstore.HistoryStoreException;
import dev.wayside.kvstore.rocksdb.RocksDbHistoryStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Estimates over a store that was never calibrated, and what is refused. */
class EstimatesTest {

    private static final CellKey CELL = new CellKey("cmcc", "84-17");
    private static final String RAMP = "\"carrier\":\"cmcc\",\"cell\":\"84-17\",\"rsrpDbm\":[-90,-91,-92,-93,-94]";
    private static final String MEASURED =
            "\"measured\":{\"downlinkBps\":[{\"ageMillis\":100,\"value\":8e6},{\"ageMillis\":0,\"value\":6e6}]}";

    @TempDir
    private static Path directory;

    private static RunningService wayside;

    @BeforeAll
    static void start() throws Exception {
        wayside = new RunningService(directory);
        PastVisits visits = new PastVisits(wayside.store);
        visits.ramp(CELL, 1, PastVisits.MONDAY, 8, -90, 5e6);
        visits.ramp(CELL, 2, PastVisits.MONDAY + PastVisits.DAY_MILLIS, 8, -90, 5e6);
    }

    @AfterAll
    static void stop() {
        wayside.close();
    }

    @Test
    void theHistoryWeighsByItsConfidenceAndTheSamplesByTheirVariance() throws Exception {
        JsonNode estimated = estimate(RAMP + "," + MEASURED).json().at("/estimates/0");

        assertThat(estimated.get("confidence").doubleValue()).isEqualTo(0.2);
        assertThat(estimated.get("quantities")).hasSize(1);
        JsonNode downlink = estimated.at("/quantities/downlinkBps/0");
        assertThat(downlink.get("horizonMillis").intValue()).isEqualTo(500);
        assertThat(downlink.get("rule").textValue()).isEqualTo("mvue");
        assertThat(downlink.get("calibrated").booleanValue()).isFalse();
        assertThat(downlink.get("domain").textValue()).isEqualTo("linear");
        assertThat(downlink.get("intervals")).isEmpty();
        // A mean of 7e6 with variance 2e12, and a history of 5e6 with 6e6 squared over 0.2.
        double samples = 1 / 2e12;
        double history = 0.2 / 36e12;
        double expected = (7e6 * samples + 5e6 * history) / (samples + history);
        assertThat(downlink.get("value").doubleValue()).isCloseTo(expected, within(1.0));
        assertThat(downlink.get("variance").doubleValue()).isCloseTo(1 / (samples + history), within(1e6));
        assertThat(downlink.get("used").findValuesAsText("source")).containsExactly("history", "mean-5s");
        assertThat(downlink.at("/used/0/weight").doubleValue()
                        + downlink.at("/used/1/weight").doubleValue())
                .isCloseTo(1, within(1e-9));
        assertThat(downlink.get("dropped").findValuesAsText("reason"))
                .isNotEmpty()
                .containsOnly("not-of-the-rule");
    }

    @Test
    void aCellThatNobodyKnowsLeavesTheVehicleItsOwnSamples() throws Exception {
        JsonNode estimated = estimate(
                        "\"carrier\":\"cmcc\",\"cell\":\"none\",\"rsrpDbm\":[-90,-91,-92,-93,-94]," + MEASURED)
                .json()
                .at("/estimates/0");

        assertThat(estimated.get("confidence").doubleValue()).isZero();
        assertThat(estimated.get("reason").textValue()).isEqualTo("unknown-cell");
        assertThat(estimated.at("/quantities/downlinkBps/0/value").doubleValue())
                .isCloseTo(7e6, within(1e-3));
    }

    @Test
    void nothingIsEstimatedThatWasNotMeasured() throws Exception {
        assertThat(estimate(RAMP).json().at("/estimates/0/quantities")).isEmpty();
        assertThat(estimate(RAMP + ",\"secondsInCell\":3.5,\"measured\":{\"loss\":[]}")
                        .json()
                        .at("/estimates/0/quantities"))
                .isEmpty();
    }

    @Test
    void whatLiesTooFarBackLeavesTheHistoryAlone() throws Exception {
        JsonNode downlink = estimate(RAMP + ",\"measured\":{\"downlinkBps\":[{\"ageMillis\":600000,\"value\":1e12}]}")
                .json()
                .at("/estimates/0/quantities/downlinkBps/0");

        assertThat(downlink.get("value").doubleValue()).isCloseTo(5e6, within(1.0));
        assertThat(downlink.get("used").findValuesAsText("source")).containsExactly("history");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"secondsInCell\":-1 | secondsInCell is -1.0; it must lie between 0 and 86400",
                "\"secondsInCell\":1e400 | secondsInCell is Infinity",
                "\"secondsInCell\":\"3\" | secondsInCell",
                "\"samplesInVisit\":3 | samplesInVisit",
                "\"measured\":[] | measured",
                "\"measured\":{\"jitter\":[]} | jitter",
                "\"measured\":{\"loss\":[null]} | observations[0].measured.loss[0] needs an ageMillis and a value",
                "\"measured\":{\"loss\":[{\"ageMillis\":0}]} | loss[0] needs an ageMillis and a value",
                "\"measured\":{\"loss\":[{\"ageMillis\":0,\"value\":1.5}]} | loss[0].value is 1.5; it must lie between 0.0 and 1.0",
                "\"measured\":{\"rttMillis\":[{\"ageMillis\":-1,\"value\":9}]} | rttMillis[0].ageMillis is -1",
                "\"measured\":{\"uplinkBps\":[{\"ageMillis\":600001,\"value\":9}]} | uplinkBps[0].ageMillis is 600001",
                "\"measured\":{\"uplinkBps\":[{\"ageMillis\":1.5,\"value\":9}]} | ageMillis",
                "\"measured\":{\"downlinkBps\":[{\"ageMillis\":1,\"value\":-9}]} | downlinkBps[0].value is -9.0",
            })
    void whatIsWrongIsNamed(String field, String named) throws Exception {
        Answer answer = estimate(RAMP + "," + field);

        assertThat(answer.status()).as(answer.response().body()).isEqualTo(400);
        assertThat(answer.json().get("detail").textValue()).contains(named);
    }

    @Test
    void theRequestHasItsLimits() throws Exception {
        String one = "{" + RAMP + "}";
        assertThat(post("[" + (one + ",").repeat(99) + one + "]").status()).isEqualTo(200);
        assertRefused("[" + (one + ",").repeat(100) + one + "]", "observations has 101 entries; at most 100 are taken");
        assertRefused("[]", "observations is empty");
        assertRefused("null", "observations is missing");
        assertRefused("[null]", "observations[0] is missing");
        String sample = "{\"ageMillis\":1,\"value\":0}";
        String tooMany = "[" + (sample + ",").repeat(10_000) + sample + "]";
        assertRefused(
                "[{" + RAMP + ",\"measured\":{\"loss\":" + tooMany + "}}]", "loss has 10001 samples; at most 10000");
    }

    @Test
    void aCalibrationThatCannotBeReadStopsTheStart(@TempDir Path spoilt) {
        try (HistoryStore store = RocksDbHistoryStore.openOrCreate(spoilt, RunningService.SETTINGS)) {
            store.keepCalibration(new byte[] {'{'});

            assertThatThrownBy(() -> WaysideService.start(store, "127.0.0.1", 0))
                    .isInstanceOf(HistoryStoreException.class)
                    .hasMessageContaining("run wayside calibrate --again");
        }
    }

    private static void assertRefused(String observations, String detail) throws Exception {
        Answer answer = post(observations);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get("detail").textValue()).contains(detail);
    }

    private static Answer estimate(String fields) throws Exception {
        return post("[{" + fields + "}]");
    }

    private static Answer post(String observations) throws Exception {
        return wayside.post("/v1/estimates", "{\"observations\":" + observations + "}");
    }
}
