package dev.wayside.traceingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.wayside.kvstore.HandoverKind;
import dev.wayside.kvstore.HistoryStore;
import dev.wayside.kvstore.StoreSettings;
import dev.wayside.kvstore.rocksdb.RocksDbHistoryStore;
import dev.wayside.traceingest.format.LogReading;
import dev.wayside.traceingest.mapping.ColumnMapping;
import dev.wayside.traceingest.row.Rejection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Logs as other programs write them, from the file to the counts of the ingestion. */
class MappedLogsTest {

    private static final StoreSettings SETTINGS = new StoreSettings(1_000, 10, 1, 5_000, 3_000, ZoneId.of("UTC"));
    private static final Instant START = Instant.parse("2026-03-10T07:00:00Z");
    private static final String MAPPING = """
            time: {from: t, pattern: iso}
            carrier: 262-01
            columns: {cell: {from: c}, rsrp_dbm: {from: r}}
            """;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "x-UTF-16LE-BOM", "UTF-8"})
    void theTextMayBeInAnyUnicode(String charset) throws Exception {
        StringBuilder log = new StringBuilder("t;c;r;place\n");
        for (int second = 0; second < 3_000; second++) {
            log.append(START.plusSeconds(second)).append(";7;-90;Zürich \uD83D\uDE82\n");
        }
        IngestSummary summary = ingest(MAPPING, log.toString(), Charset.forName(charset));

        assertThat(summary.samples()).isEqualTo(3_000);
        assertThat(summary.rejectedRows()).isEmpty();
    }

    @Test
    void aDeclaredCharsetReadsTheHeaderAndAMissingOneIsNamed() throws Exception {
        String mapping = """
                time: {from: Zeit, pattern: iso}
                carrier: 262-01
                columns: {cell: {from: c}, rsrp_dbm: {from: Stärke}}
                """;
        String log = "Zeit;c;Stärke\n" + START + ";7;-90\n";
        Charset windows = Charset.forName("windows-1252");

        assertThat(failure(mapping, log, windows))
                .contains("the header lacks Stärke")
                .contains("add text: {charset: windows-1252}");
        assertThat(ingest("text: {charset: windows-1252}\n" + mapping, log, windows)
                        .samples())
                .isEqualTo(1);
    }

    @Test
    void aDocumentOfOneLongLineIsRead() throws Exception {
        StringBuilder log = new StringBuilder("{\"type\":\"FeatureCollection\",\"features\":[");
        for (int second = 0; second < 2_000; second++) {
            log.append(second == 0 ? "" : ",")
                    .append("{\"properties\":{\"t\":\"" + START.plusSeconds(second) + "\",\"c\":7,\"r\":-90}}");
        }
        String mapping = """
                records: features
                time: {from: properties.t, pattern: iso}
                carrier: 262-01
                columns: {cell: {from: properties.c}, rsrp_dbm: {from: properties.r}}
                """;

        assertThat(log.length()).isGreaterThan(65_536);
        assertThat(ingest(mapping, log + "]}", StandardCharsets.UTF_8).samples())
                .isEqualTo(2_000);
        assertThat(failure(mapping, log + "]", StandardCharsets.UTF_8)).contains("damaged at about line 1");
        assertThat(failure(mapping.replace("features", "points"), log + "]}", StandardCharsets.UTF_8))
                .contains("the document has no list at records: points; fix the mapping");
        assertThat(failure(null, log + "]}", StandardCharsets.UTF_8))
                .contains("GeoJSON, which is read with a mapping only (--mapping, records: features)");
    }

    @Test
    void rowsOfNeighbourCellsHideNoOutage() throws Exception {
        StringBuilder log = new StringBuilder("t,c,r,servingCell\n");
        for (int second = 0; second < 80; second++) {
            boolean outage = second >= 30 && second < 50;
            String time = START.plusSeconds(second).toString();
            String cell = second < 30 ? "26843521" : "26843777";
            log.append(outage ? "" : time + "," + cell + "," + (second < 30 ? -121 : -95) + ",true\n");
            log.append(time).append(",,-124,false\n");
        }
        IngestSummary summary =
                ingest(MAPPING + "rows: {servingCell: ['true']}\n", log.toString(), StandardCharsets.UTF_8);

        assertThat(summary.leftOutRows()).isEqualTo(80);
        assertThat(summary.rejectedRows()).isEmpty();
        assertThat(summary.handovers()).isEqualTo(Map.of(HandoverKind.OUTAGE, 1L));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16"})
    void aStreamMayBeginWithComments(String charset) throws Exception {
        byte[] log = ("# made by hand\n\nsep=;\nt;c;r\n" + START + ";7;-90\n").getBytes(Charset.forName(charset));
        try (HistoryStore store = RocksDbHistoryStore.openOrCreate(folder.resolve("store"), SETTINGS)) {
            IngestSummary summary = new StreamIngestion(store, settings(MAPPING))
                    .ingest("stream", null, new ByteArrayInputStream(log), new IngestListener() {});

            assertThat(summary.samples()).isEqualTo(1);
        }
    }

    @Test
    void anAmbiguousColumnIsRefused() throws Exception {
        assertThat(failure(MAPPING, "t,c,r,R\n" + START + ",7,-90,-80\n", StandardCharsets.UTF_8))
                .contains("the header has several columns r, which mapping");
        String renamed = "text: {header: [t, c, r, other], skip_lines: 1, separator: \",\"}\n" + MAPPING;
        assertThat(ingest(renamed, "t,c,r,R\n" + START + ",7,-90,-80\n", StandardCharsets.UTF_8)
                        .samples())
                .isEqualTo(1);
    }

    @Test
    void jsonWithOtherKeysIsRefusedWithItsKeys() throws Exception {
        String log = "{\"version\":1,\"data\":{\"when\":\"" + START + "\"}}\n";

        assertThat(failure(null, log, StandardCharsets.UTF_8))
                .contains("line 1 has no key time; its keys are version, data; name a mapping for them");
        assertThat(failure(MAPPING, log, StandardCharsets.UTF_8))
                .contains("line 1 has no key t; its keys are version, data; fix the mapping");
    }

    @Test
    void aTimeOfAnotherUnitIsRejectedWithTheRemedyOfTheMapping() throws Exception {
        String mapping = MAPPING.replace("iso", "epoch-s");

        assertThat(failure(mapping, "t,c,r\n" + START.toEpochMilli() + ",7,-90\n", StandardCharsets.UTF_8))
                .contains("none of its 1 rows can be stored: 1 time not of the pattern");
        assertThat(Rejection.TIME_NOT_AS_MAPPED.remedy()).contains("time.pattern");
    }

    @Test
    void theMappingsOfTheReadmeAreValid() throws Exception {
        String section =
                Files.readString(Path.of("README.md")).split("### mapped\n")[1].split("### Companion files\n")[0];
        List<String> mappings = Stream.of(section.split("\n\n"))
                .filter(block -> block.startsWith("    ") && block.contains("time: {"))
                .map(String::stripIndent)
                .toList();

        assertThat(mappings).hasSize(2);
        for (String mapping : mappings) {
            assertThat(settings(mapping).reading().mapping()).isNotNull();
        }
    }

    private IngestSummary ingest(String mapping, String log, Charset charset) throws Exception {
        IngestReport report = run(mapping, log, charset);
        assertThat(report.failures()).isEmpty();
        return report.total();
    }

    private String failure(String mapping, String log, Charset charset) throws Exception {
        List<String> failures = run(mapping, log, charset).failures();
        assertThat(failures).hasSize(1);
        return failures.get(0);
    }

    private IngestReport run(String mapping, String log, Charset charset) throws Exception {
        Path file = Files.write(folder.resolve("log.txt"), log.getBytes(charset));
        return Ingestion.dryRun(SETTINGS, settings(mapping), new IngestListener() {})
                .run(List.of(file));
    }

    private static IngestSettings settings(String mapping) throws Exception {
        if (mapping == null) {
            return IngestSettings.DEFAULT;
        }
        ColumnMapping read =
                ColumnMapping.read("tram.yaml", new ByteArrayInputStream(mapping.getBytes(StandardCharsets.UTF_8)));
        return IngestSettings.DEFAULT.withReading(LogReading.AS_LOGGED.withMapping(read));
    }
}
