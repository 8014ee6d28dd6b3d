package dev.wayside.api.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wayside.client.CarrierEstimate;
import dev.wayside.client.CarrierObservation;
import dev.wayside.client.MeasuredSample;
import dev.wayside.client.Quantity;
import dev.wayside.client.VehicleObservation;
import dev.wayside.client.WaysideClient;
import dev.wayside.datasets.evaluation.CalibrateCommand;
import dev.wayside.kvstore.HistoryStore;
import dev.wayside.kvstore.rocksdb.RocksDbHistoryStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Estimates over a generated line that was calibrated with the time in the cell. */
class CalibratedEstimatesTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private static Path directory;

    private static RunningService wayside;
    private static ObjectNode observation;

    @BeforeAll
    static void start() throws Exception {
        LineStore.of(directory, 3).close();
        Path path = directory.resolve("store");
        int code = new CommandLine(new CalibrateCommand())
                .execute("--store", path.toString(), "--carrier", "cmcc", "--visit-time", "2");
        assertThat(code).isZero();
        HistoryStore store = RocksDbHistoryStore.open(path);
        wayside = new RunningService(store);
        observation = opening();
    }

    @AfterAll
    static void stop() {
        wayside.close();
    }

    @Test
    void whatWasLearnedIsUsedOverEveryHorizonAndSaysHowWideItIs() throws Exception {
        JsonNode estimated = estimate(5);

        assertThat(estimated.get("confidence").doubleValue()).isPositive();
        assertThat(estimated.get("quantities")).hasSize(2);
        for (JsonNode quantity : estimated.get("quantities")) {
            assertThat(quantity.findValuesAsText("horizonMillis")).containsExactly("1000", "2000", "5000");
            for (JsonNode estimate : quantity) {
                assertThat(estimate.get("calibrated").booleanValue()).isTrue();
                assertThat(estimate.get("value").doubleValue()).isPositive();
                assertThat(estimate.get("intervals").findValuesAsText("coverage"))
                        .containsExactly("0.5", "0.8", "0.95");
                assertNested(estimate.get("intervals"));
                assertThat(estimate.get("used")).isNotEmpty();
            }
        }
    }

    @Test
    void theTimeInTheCellCountsAsItDidWhenItWasLearned() throws Exception {
        assertThat(estimate(5).get("confidence").doubleValue()).isPositive();
        assertThat(estimate(2_000).get("confidence").doubleValue()).isZero();
    }

    @Test
    void theRuleIsNamedByTheRecipeThatWasLearned() throws Exception {
        JsonNode kept = JSON.readTree(wayside.store.calibration().orElseThrow());
        assertThat(kept.get("quantities")).isNotEmpty();

        JsonNode quantities = estimate(5).get("quantities");
        for (JsonNode known : kept.get("quantities")) {
            String field = known.get("quantity").textValue().equals("downlink_bps") ? "downlinkBps" : "rttMillis";
            if (known.get("quantity").textValue().matches("downlink_bps|rtt_millis")) {
                for (JsonNode estimate : quantities.get(field)) {
                    if (estimate.get("horizonMillis").equals(known.get("horizonMillis"))) {
                        assertThat(estimate.get("rule")).isEqualTo(known.at("/rule/recipe"));
                    }
                }
            }
        }
    }

    @Test
    void eventsHaveTheProbabilitiesThatWereLearned() throws Exception {
        JsonNode kept = JSON.readTree(wayside.store.calibration().orElseThrow()).get("events");
        JsonNode events = estimate(5).get("events");

        assertThat(kept.findValuesAsText("event")).contains("handover");
        assertThat(events.get("handover").findValuesAsText("horizonMillis")).containsExactly("1000", "2000", "5000");
        double nearer = 0;
        for (JsonNode event : events.get("handover")) {
            assertThat(event.get("probability").doubleValue()).isBetween(0.0, 1.0);
            assertThat(event.get("usual").doubleValue()).isGreaterThan(nearer);
            nearer = event.get("usual").doubleValue();
        }
    }

    @Test
    void theClientReadsEventsAndIntervals() throws Exception {
        JsonNode expected = estimate(observation.deepCopy().without(List.of("excludeDays")));
        double[] rsrpDbm = new double[observation.get("rsrpDbm").size()];
        Arrays.setAll(rsrpDbm, i -> observation.get("rsrpDbm").get(i).doubleValue());
        CarrierEstimate estimate = new WaysideClient(
                        URI.create("http://127.0.0.1:" + wayside.service.port()),
                        Optional.empty(),
                        Duration.ofSeconds(30))
                .estimate(List.of(new VehicleObservation(
                        new CarrierObservation(
                                "cmcc",
                                observation.get("cell").textValue(),
                                rsrpDbm,
                                wayside.store.settings().sampleIntervalMillis()),
                        OptionalDouble.empty(),
                        Map.of(
                                Quantity.DOWNLINK_BPS,
                                List.of(new MeasuredSample(0, 9e6), new MeasuredSample(900, 7e6)),
                                Quantity.RTT_MILLIS,
                                List.of(new MeasuredSample(300, 80))))))
                .get(0);

        assertThat(estimate.events()).hasSameSizeAs(expected.get("events"));
        CarrierEstimate.EventProbability handover =
                estimate.events().get("handover").get(2);
        assertThat(handover.horizonMillis()).isEqualTo(5_000);
        assertThat(handover.probability())
                .isEqualTo(expected.at("/events/handover/2/probability").doubleValue());
        CarrierEstimate.Estimate downlink =
                estimate.quantities().get(Quantity.DOWNLINK_BPS).get(0);
        assertThat(downlink.value())
                .hasValue(expected.at("/quantities/downlinkBps/0/value").doubleValue());
        assertThat(downlink.intervals().get(2).coverage()).isEqualTo(0.95);
    }

    @Test
    void aSignalThatFallsMakesAHandoverLikelierThanOneThatRises() throws Exception {
        ObjectNode falling = observation.deepCopy();
        ArrayNode samples = falling.putArray("rsrpDbm");
        for (int i = 0; i < 50; i++) {
            samples.add(-80 - 0.5 * i);
        }
        ObjectNode rising = observation.deepCopy();
        samples = rising.putArray("rsrpDbm");
        for (int i = 0; i < 50; i++) {
            samples.add(-105 + 0.5 * i);
        }

        assertThat(handoverWithinFiveSeconds(falling)).isGreaterThan(handoverWithinFiveSeconds(rising));
    }

    private static double handoverWithinFiveSeconds(ObjectNode asked) throws Exception {
        return estimate(asked.put("secondsInCell", 5))
                .at("/events/handover/2/probability")
                .doubleValue();
    }

    private static void assertNested(JsonNode intervals) {
        double low = Double.MAX_VALUE;
        double high = -Double.MAX_VALUE;
        for (JsonNode interval : intervals) {
            assertThat(interval.get("low").doubleValue())
                    .isLessThanOrEqualTo(interval.get("high").doubleValue())
                    .isLessThanOrEqualTo(low);
            assertThat(interval.get("high").doubleValue()).isGreaterThanOrEqualTo(high);
            low = interval.get("low").doubleValue();
            high = interval.get("high").doubleValue();
        }
    }

    /** The newest pass of a cell that every day's train went through, as other days would answer it. */
    private static ObjectNode opening() throws Exception {
        for (JsonNode cell : wayside.get("/v1/carriers/cmcc/coverage").json().get("items")) {
            JsonNode opening = cell.get("newestOpening");
            if (cell.get("days").intValue() == 3 && opening.get("rsrpDbm").size() == 50) {
                ObjectNode observation = JSON.createObjectNode();
                observation.put("carrier", "cmcc");
                observation.set("cell", cell.get("cell"));
                observation.set("rsrpDbm", opening.get("rsrpDbm"));
                observation.putArray("excludeDays").add(opening.get("day"));
                observation.set(
                        "measured",
                        JSON.readTree(
                                "{\"downlinkBps\":[{\"ageMillis\":0,\"value\":9e6},{\"ageMillis\":900,\"value\":7e6}],"
                                        + "\"rttMillis\":[{\"ageMillis\":300,\"value\":80}]}"));
                return observation;
            }
        }
        throw new AssertionError("no cell was passed on every day");
    }

    private static JsonNode estimate(double secondsInCell) throws Exception {
        return estimate(observation.deepCopy().put("secondsInCell", secondsInCell));
    }

    private static JsonNode estimate(ObjectNode asked) throws Exception {
        ObjectNode body = JSON.createObjectNode();
        body.putArray("observations").add(asked);
        RunningService.Answer answer = wayside.post("/v1/estimates", body.toString());
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
        return answer.json().at("/estimates/0");
    }
}
