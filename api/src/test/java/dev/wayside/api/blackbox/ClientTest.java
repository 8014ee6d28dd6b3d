package dev.wayside.api.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

import dev.wayside.api.http.ServiceSettings;
import dev.wayside.api.http.access.AccessToken;
import dev.wayside.api.http.access.Scope;
import dev.wayside.client.BodyFormat;
import dev.wayside.client.CarrierEstimate;
import dev.wayside.client.CarrierObservation;
import dev.wayside.client.CarrierPrediction;
import dev.wayside.client.ForecastSteps;
import dev.wayside.client.IngestedRows;
import dev.wayside.client.MeasuredSample;
import dev.wayside.client.PredictionStream;
import dev.wayside.client.Quantity;
import dev.wayside.client.StreamListener;
import dev.wayside.client.VehicleObservation;
import dev.wayside.client.WaysideClient;
import dev.wayside.client.WaysideException;
import dev.wayside.kvstore.CellKey;
import dev.wayside.kvstore.HandoverKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The Java client against the service. */
@Timeout(60)
class ClientTest {

    private static final String TOKEN = AccessToken.generate(new SecureRandom());
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final CarrierObservation OBSERVATION =
            new CarrierObservation("cmcc", "a", new double[] {-90, -91, -92, -93, -94}, 100);

    @TempDir
    private Path directory;

    private RunningService wayside;
    private WaysideClient client;

    @BeforeEach
    void start() throws Exception {
        wayside = new RunningService(
                directory,
                ServiceSettings.onLoopback(RunningService.SETTINGS, 0)
                        .withTokens(List.of(new AccessToken("all", Set.of(Scope.values()), AccessToken.hash(TOKEN)))));
        new PastVisits(wayside.store)
                .rampWithHandover(new CellKey("cmcc", "a"), 1, PastVisits.MONDAY, 5, -90, HandoverKind.OUTAGE);
        client = client(Optional.of(TOKEN));
    }

    @AfterEach
    void stop() {
        wayside.close();
    }

    @Test
    void itPredicts() throws Exception {
        List<CarrierPrediction> predictions =
                client.predict(List.of(OBSERVATION, new CarrierObservation("cucc", "a", new double[] {-90, -91}, 100)));

        assertThat(predictions).hasSize(2);
        CarrierPrediction known = predictions.get(0);
        assertThat(known.carrier()).isEqualTo("cmcc");
        assertThat(known.confidence()).isEqualTo(0.1);
        assertThat(known.lookAheadMillis()).isEqualTo(500);
        assertThat(known.downlinkBps()).hasValue(5e6);
        assertThat(known.steps().get(Quantity.DOWNLINK_BPS).stepMillis()).isEqualTo(100);
        assertThat(known.steps().get(Quantity.DOWNLINK_BPS).mean()).hasSize(5).containsOnly(OptionalDouble.of(5e6));
        assertThat(known.rttMillis()).isEmpty();
        assertThat(known.steps()).doesNotContainKey(Quantity.RTT_MILLIS);
        assertThat(known.outageShare()).hasValue(1);
        assertThat(known.millisToOutage()).hasValue(100);
        assertThat(known.disconnectionMillis()).hasValue(1_200);
        assertThat(known.reason()).isEmpty();
        assertThat(predictions.get(1).reason()).hasValue("unknown-cell");
    }

    @Test
    void itAsksForBandsAlongTheLookAhead() throws Exception {
        ForecastSteps without =
                client.predict(List.of(OBSERVATION)).get(0).steps().get(Quantity.DOWNLINK_BPS);
        ForecastSteps with =
                client.predict(List.of(OBSERVATION.withBands())).get(0).steps().get(Quantity.DOWNLINK_BPS);

        assertThat(without.stepMillis()).isEqualTo(100);
        assertThat(without.mean()).isNotEmpty().contains(OptionalDouble.of(5e6));
        assertThat(without.p10()).isEmpty();
        assertThat(with.mean()).isEqualTo(without.mean());
        assertThat(with.p10()).hasSameSizeAs(with.mean()).contains(OptionalDouble.of(5e6));
        assertThat(with.p90()).hasSameSizeAs(with.mean());
    }

    @Test
    void itEstimatesWhatIsMeasured() throws Exception {
        List<CarrierEstimate> estimates = client.estimate(List.of(new VehicleObservation(
                OBSERVATION.withBands(),
                OptionalDouble.of(1.5),
                Map.of(Quantity.RTT_MILLIS, List.of(new MeasuredSample(0, 80), new MeasuredSample(500, 90))))));

        assertThat(estimates).hasSize(1);
        assertThat(estimates.get(0).cell()).isEqualTo("a");
        assertThat(estimates.get(0).quantities()).containsOnlyKeys(Quantity.RTT_MILLIS);
        assertThat(estimates.get(0).quantities().get(Quantity.RTT_MILLIS).get(0).value())
                .hasValue(85);
        assertThat(estimates.get(0).events()).isEmpty();
    }

    @Test
    void aStreamCanBeResetAfterAGap() throws Exception {
        BlockingQueue<CarrierPrediction> told = new LinkedBlockingQueue<>();
        try (PredictionStream stream = client.stream(told::add).join()) {
            stream.send(OBSERVATION).join();
            assertThat(told.take().reason()).isEmpty();

            stream.send(new CarrierObservation("cmcc", "a", new double[] {-94}, 100).afterGap())
                    .join();

            assertThat(told.take().reason()).hasValue("too-few-samples");
        }
    }

    @Test
    void itSendsRowsAndForgetsDays() throws Exception {
        byte[] csv = "time,carrier,cell,rsrp_dbm\n2026-01-07T08:00:00Z,cucc,b,-90\n2026-01-07T08:00:00.1Z,cucc,b,90\n"
                .getBytes(StandardCharsets.UTF_8);

        IngestedRows rows = client.ingest(() -> new ByteArrayInputStream(csv));

        assertThat(rows).isEqualTo(new IngestedRows(2, 1, 1));
        assertThat(wayside.store.carriers()).containsExactly("cmcc", "cucc");
        client.deleteDay("cucc", LocalDate.parse("2026-01-07"));
        assertThat(wayside.store.carriers()).containsExactly("cmcc");
    }

    @Test
    void itKeepsMappingsAndSendsTheLogsThatTheyExplain() throws Exception {
        String yaml = """
                time: {from: t, pattern: epoch-ms}
                columns: {cell: {from: c}, rsrp_dbm: {from: r}}
                """;
        client.putMapping("trams", yaml);
        assertThat(client.mapping("trams")).isEqualTo(yaml);
        String log = "t|c|r\n%d|7|-90\n%d|7|-91\n".formatted(PastVisits.MONDAY, PastVisits.MONDAY + 100);
        BodyFormat trams = BodyFormat.mapped("trams").withCarrier("232-01");

        assertThat(client.ingest(() -> bytes(log), trams, TIMEOUT)).isEqualTo(new IngestedRows(2, 0, 2));

        assertThat(wayside.store.carriers()).containsExactly("232-01", "cmcc");
        assertThatThrownBy(() -> client.ingest(() -> bytes(log), BodyFormat.mapped("trams"), TIMEOUT))
                .isInstanceOf(WaysideException.class)
                .hasMessageContaining("?carrier=");
        client.deleteMapping("trams");
        assertThatThrownBy(() -> client.mapping("trams"))
                .extracting(failure -> ((WaysideException) failure).status())
                .isEqualTo(404);
        assertThatThrownBy(() -> client.ingest(() -> bytes(log), trams, TIMEOUT))
                .hasMessageContaining("there is no mapping trams");
    }

    @Test
    void aMappingThatIsNoneOrHasAnotherNameIsRefused() {
        assertThatThrownBy(() -> client.putMapping("trams", "columns: {}")).hasMessageContaining("mapping trams: time");
        assertThatThrownBy(() -> client.putMapping("our trams/2", "columns: {}"))
                .hasMessageContaining("the name of a mapping has 1 to 64");
        assertThatThrownBy(() -> client.deleteMapping("xcal")).hasMessageContaining("included in Wayside");
    }

    @Test
    void itSendsRowsOfJsonAndOfANamedFormat() throws Exception {
        String json = "{\"time\":\"2026-01-07T08:00:00Z\",\"carrier\":\"a\",\"cell\":\"b\",\"rsrp_dbm\":-90}\n";
        String csv = "time,carrier,cell,rsrp_dbm\n2026-01-07T08:00:00Z,a,c,-90\n";

        assertThat(client.ingest(() -> bytes(json), BodyFormat.NDJSON, TIMEOUT).samples())
                .isEqualTo(1);
        assertThat(client.ingest(() -> bytes(csv), BodyFormat.named("csv"), TIMEOUT)
                        .samples())
                .isEqualTo(1);
        assertThatThrownBy(() -> client.ingest(() -> bytes(csv), BodyFormat.named("a&b"), TIMEOUT))
                .hasMessageContaining("format: a body is read as");
    }

    @Test
    void whatTheServiceRefusesIsSaid() {
        assertThatThrownBy(() -> client.predict(List.of()))
                .isInstanceOf(WaysideException.class)
                .hasMessageContaining("observations is empty")
                .extracting(failure -> ((WaysideException) failure).type())
                .isEqualTo("/problems/invalid-request");
        assertThatThrownBy(() -> client(Optional.empty()).predict(List.of(OBSERVATION)))
                .extracting(failure -> ((WaysideException) failure).status())
                .isEqualTo(401);
    }

    @Test
    void itStreams() throws Exception {
        BlockingQueue<Object> told = new LinkedBlockingQueue<>();
        StreamListener listener = new StreamListener() {
            @Override
            public void predicted(CarrierPrediction prediction) {
                told.add(prediction);
            }

            @Override
            public void refused(String detail) {
                told.add(detail);
            }

            @Override
            public void ended(String why) {
                told.add("ended");
            }
        };
        try (PredictionStream stream = client.stream(listener).join()) {
            stream.send(OBSERVATION).join();
            assertThat(told.take())
                    .isEqualTo(client.predict(List.of(OBSERVATION)).get(0));
            stream.send(new CarrierObservation("cmcc", "a", new double[] {90}, 100))
                    .join();
            assertThat(told.take()).asString().contains("RSRP lies between");
            wayside.service.close();
            assertThat(told.take()).isEqualTo("ended");
        }
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private WaysideClient client(Optional<String> token) {
        return new WaysideClient(URI.create("http://127.0.0.1:" + wayside.service.port()), token, TIMEOUT);
    }
}
