package dev.wayside.traceingest.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.wayside.kvstore.Quantity;
import dev.wayside.traceingest.assembly.HandoverRule;
import dev.wayside.traceingest.mapping.ColumnMapping;
import dev.wayside.traceingest.row.Coverage;
import dev.wayside.traceingest.row.HeaderLine;
import dev.wayside.traceingest.row.LogRow;
import dev.wayside.traceingest.row.RejectedRow;
import dev.wayside.traceingest.row.RowHandler;
import dev.wayside.traceingest.row.RowReader;
import dev.wayside.traceingest.row.TraceIngestException;
import dev.wayside.traceingest.source.LineGuard;
import dev.wayside.traceingest.source.LogHead;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.ThrowingConsumer;

/** Reads the logs of {@code spec/*.yaml} and compares the result with the expected rows next to them. */
class LogFormatSpecTest {

    private static final ObjectMapper YAML =
            new ObjectMapper(new YAMLFactory()).enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private static final Set<Coverage> TOLD_BY_THE_CELL = Set.of(Coverage.CELL, Coverage.NONE);

    record Case(
            String name,
            String log,
            String file,
            String mapping,
            String message,
            String zone,
            String carrier,
            List<Map<String, Object>> rows,
            List<Map<String, Object>> rejected,
            List<Integer> leftOut) {}

    @TestFactory
    Stream<DynamicTest> csv() throws IOException {
        return tests("csv", LogFormat.CSV);
    }

    @TestFactory
    Stream<DynamicTest> ndjson() throws IOException {
        return tests("ndjson", LogFormat.NDJSON);
    }

    @TestFactory
    Stream<DynamicTest> gnettrack() throws IOException {
        return tests("gnettrack", LogFormat.GNETTRACK);
    }

    @TestFactory
    Stream<DynamicTest> breitbandmessung() throws IOException {
        return tests("breitbandmessung", LogFormat.BREITBANDMESSUNG);
    }

    @TestFactory
    Stream<DynamicTest> wmnlab() throws IOException {
        return tests("wmnlab", LogFormat.WMNLAB);
    }

    @TestFactory
    Stream<DynamicTest> cellinfo() throws IOException {
        return tests("cellinfo", LogFormat.CELLINFO);
    }

    @TestFactory
    Stream<DynamicTest> quectel() throws IOException {
        return tests("quectel", LogFormat.QUECTEL);
    }

    @TestFactory
    Stream<DynamicTest> mapped() throws IOException {
        return tests("mapped", LogFormat.MAPPED);
    }

    @TestFactory
    Stream<DynamicTest> mappingErrors() throws IOException {
        return cases(
                "mapping-errors",
                spec -> assertThatThrownBy(() -> mapping(spec, "tram.yaml"))
                        .isInstanceOf(TraceIngestException.class)
                        .hasMessageStartingWith(spec.message()));
    }

    @TestFactory
    Stream<DynamicTest> rttLog() throws IOException {
        return cases("rttlog", spec -> checkCompanion(spec, CompanionFormat.RTT_LOG));
    }

    @TestFactory
    Stream<DynamicTest> gnettrackTests() throws IOException {
        return cases("gnettrack-tests", spec -> checkCompanion(spec, CompanionFormat.GNETTRACK_TESTS));
    }

    private static Stream<DynamicTest> tests(String file, LogFormat format) throws IOException {
        return cases(file, spec -> check(spec, format));
    }

    private static Stream<DynamicTest> cases(String file, ThrowingConsumer<Case> check) throws IOException {
        try (InputStream yaml = LogFormatSpecTest.class.getResourceAsStream("/spec/" + file + ".yaml")) {
            List<Case> cases = YAML.readValue(yaml, new TypeReference<>() {});
            return cases.stream().map(spec -> DynamicTest.dynamicTest(spec.name(), () -> check.accept(spec)));
        }
    }

    private static void check(Case spec, LogFormat format) throws IOException {
        String firstLine = firstLine(spec);
        if (spec.mapping() == null) {
            assertThat(LogFormat.recognise(firstLine)).contains(format);
        }
        checkRows(
                spec,
                format.reader(context(spec)),
                format.separatorOf(firstLine, context(spec).mapping()));
    }

    private static void checkCompanion(Case spec, CompanionFormat format) throws IOException {
        String firstLine = firstLine(spec);
        assertThat(LogFormat.recognise(firstLine)).isEmpty();
        assertThat(CompanionFormat.recognise(firstLine)).contains(format);
        ReadingContext context = context(spec);
        RowReader reader = new DelimitedReader(header -> format.parser(header, context));
        checkRows(spec, reader, HeaderLine.separator(firstLine));
    }

    private static String firstLine(Case spec) throws IOException {
        return LogHead.read(bytes(spec)).firstLine();
    }

    private static ColumnMapping mapping(Case spec, String name) throws IOException {
        return ColumnMapping.read(name, new ByteArrayInputStream(spec.mapping().getBytes(StandardCharsets.UTF_8)));
    }

    private static ReadingContext context(Case spec) throws IOException {
        ZoneId zone = ZoneId.of(spec.zone() == null ? "UTC" : spec.zone());
        LogReading reading = LogReading.AS_LOGGED.withCarrier(spec.carrier());
        return (spec.mapping() == null ? reading : reading.withMapping(mapping(spec, "spec")))
                .context(spec.file() == null ? "log" : spec.file(), zone, HandoverRule.DEFAULT);
    }

    private static InputStream bytes(Case spec) {
        return new ByteArrayInputStream(spec.log().getBytes(StandardCharsets.UTF_8));
    }

    private static void checkRows(Case spec, RowReader reader, char separator) throws IOException {
        Recorder recorder = new Recorder();
        reader.read(new LineGuard(bytes(spec), separator, recorder), recorder);
        assertThat(recorder.rows).isEqualTo(spec.rows() == null ? List.of() : normalised(spec.rows()));
        // Damaged lines are met while reading ahead.
        assertThat(recorder.leftOut).isEqualTo(spec.leftOut() == null ? List.of() : spec.leftOut());
        recorder.rejected.sort(Comparator.comparing(rejection -> (Integer) rejection.get("line")));
        assertThat(recorder.rejected.size())
                .isEqualTo(spec.rejected() == null ? 0 : spec.rejected().size());
        for (int i = 0; i < recorder.rejected.size(); i++) {
            assertThat(recorder.rejected.get(i))
                    .containsAllEntriesOf(spec.rejected().get(i));
        }
    }

    /** YAML has whole and broken numbers; all are compared as broken ones. */
    private static List<Map<String, Object>> normalised(List<Map<String, Object>> rows) {
        List<Map<String, Object>> all = new ArrayList<>();
        for (Map<String, Object> row : rows) {
            Map<String, Object> one = new LinkedHashMap<>(row);
            one.replaceAll((key, value) ->
                    value instanceof Number number && !key.equals("line") ? (Object) number.doubleValue() : value);
            all.add(one);
        }
        return all;
    }

    private static final class Recorder implements RowHandler {

        private final List<Map<String, Object>> rows = new ArrayList<>();
        private final List<Map<String, Object>> rejected = new ArrayList<>();
        private final List<Integer> leftOut = new ArrayList<>();

        @Override
        public void row(LogRow row) {
            Map<String, Object> seen = new LinkedHashMap<>();
            seen.put("line", (int) row.lineNumber());
            seen.put("time", Instant.ofEpochMilli(row.epochMillis()).toString());
            seen.put("carrier", row.carrier());
            putIfPresent(seen, "cell", row.cellId());
            putIfPresent(
                    seen,
                    "coverage",
                    TOLD_BY_THE_CELL.contains(row.coverage())
                            ? null
                            : row.coverage().name());
            putIfPresent(seen, "rsrpDbm", row.rsrpDbm());
            putIfPresent(seen, "downlinkBps", row.value(Quantity.DOWNLINK_BPS));
            putIfPresent(seen, "uplinkBps", row.value(Quantity.UPLINK_BPS));
            putIfPresent(seen, "rttMillis", row.value(Quantity.RTT_MILLIS));
            putIfPresent(seen, "loss", row.value(Quantity.LOSS));
            putIfPresent(seen, "neighbourRsrpDbm", row.value(Quantity.NEIGHBOUR_RSRP_DBM));
            putIfPresent(seen, "latitudeDegrees", row.value(Quantity.LATITUDE_DEGREES));
            putIfPresent(seen, "longitudeDegrees", row.value(Quantity.LONGITUDE_DEGREES));
            putIfPresent(seen, "speedMps", row.value(Quantity.SPEED_MPS));
            putIfPresent(seen, "rsrqDb", row.value(Quantity.RSRQ_DB));
            putIfPresent(seen, "sinrDb", row.value(Quantity.SINR_DB));
            putIfPresent(seen, "channel", row.value(Quantity.CHANNEL));
            putIfPresent(seen, "band", row.value(Quantity.BAND));
            putIfPresent(seen, "pci", row.value(Quantity.PCI));
            putIfPresent(seen, "ssRsrpDbm", row.value(Quantity.SS_RSRP_DBM));
            putIfPresent(seen, "timingAdvance", row.value(Quantity.TIMING_ADVANCE));
            putIfPresent(
                    seen, "sameTechnologyNeighbourRsrpDbm", row.value(Quantity.SAME_TECHNOLOGY_NEIGHBOUR_RSRP_DBM));
            putIfPresent(
                    seen,
                    "event",
                    row.endedEvent() == null ? null : row.endedEvent().name());
            putIfPresent(seen, "disconnectionMillis", row.disconnectionMillis());
            putIfPresent(seen, "trace", row.traceName().isEmpty() ? null : row.traceName());
            rows.add(seen);
        }

        @Override
        public void leftOut(long lineNumber) {
            leftOut.add((int) lineNumber);
        }

        @Override
        public void rejected(RejectedRow row) {
            rejected.add(Map.of(
                    "line", (int) row.lineNumber(), "reason", row.reason().name(), "detail", row.detail()));
        }

        private static void putIfPresent(Map<String, Object> seen, String key, Object value) {
            if (value != null && !(value instanceof Double number && number.isNaN())) {
                seen.put(key, value);
            }
        }
    }
}
