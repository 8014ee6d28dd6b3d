package dev.wayside.traceingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

import dev.wayside.kvstore.HandoverKind;
import dev.wayside.kvstore.StoreSettings;
import dev.wayside.traceingest.format.LogReading;
import dev.wayside.traceingest.mapping.ColumnMapping;
import dev.wayside.traceingest.row.Rejection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Logs with a row for each cell of a scan, read without a filter of rows. */
class RowsOfOtherCellsTest {

    private static final StoreSettings SETTINGS = new StoreSettings(1_000, 10, 1, 5_000, 3_000, ZoneOffset.UTC);
    private static final Instant START = Instant.parse("2026-03-10T07:00:00Z");
    private static final String MAPPING = """
            time: {from: t, pattern: iso}
            carrier: 262-01
            columns: {cell: {from: c}, rsrp_dbm: {from: r}}
            """;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "servingCell, true, false",
        "is_serving, 1, 0",
        "Registered, YES, NO",
        "mRegistered, 1.0, 0.0",
        "neighbour, false, true",
        "cell type, serving, Neighbor"
    })
    void aColumnThatMarksTheServingCellIsFollowed(String column, String serving, String other) throws Exception {
        IngestSummary summary = ingest(MAPPING, drive("t,c,r," + column, serving, other));

        assertThat(summary.leftOutRows()).isEqualTo(60);
        assertThat(summary.rejected()).isZero();
        assertThat(summary.visits()).isEqualTo(2);
        assertThat(summary.handovers()).isEqualTo(Map.of(HandoverKind.OUTAGE, 1L));
        assertThat(summary.remarks().notes())
                .containsExactly("rows of other cells are left out, as its column says; add rows: {not: {" + column
                        + ": [\"" + other + "\"]}} to the mapping, or rows: {} to keep all rows");
    }

    @Test
    void theSameInWaysidesOwnColumns() throws Exception {
        IngestSummary summary =
                ingest(null, drive("time,cell,rsrp_dbm,servingCell,carrier", "true,262-01", "false,262-01"));

        assertThat(summary.leftOutRows()).isEqualTo(60);
        assertThat(summary.handovers()).isEqualTo(Map.of(HandoverKind.OUTAGE, 1L));
        assertThat(summary.remarks().notes())
                .singleElement()
                .asString()
                .contains("rename or remove the column to keep the rows with servingCell: [\"false\"]");
    }

    @Test
    void theSameInWaysidesOwnKeys() throws Exception {
        StringBuilder log = new StringBuilder();
        for (int second = 0; second < 20; second++) {
            for (boolean serving : new boolean[] {true, false}) {
                log.append("{\"time\":\"%s\",\"carrier\":\"262-01\",\"cell\":%d,\"rsrp_dbm\":-90,\"registered\":%s}\n"
                        .formatted(START.plusSeconds(second), serving ? 26843521 : 26843777, serving));
            }
        }
        IngestSummary summary = ingest(null, log.toString());

        assertThat(summary.leftOutRows()).isEqualTo(20);
        assertThat(summary.samples()).isEqualTo(20);
    }

    @Test
    void aKeyNextToTheCellIsFollowed() throws Exception {
        StringBuilder log = new StringBuilder();
        for (int second = 0; second < 20; second++) {
            for (boolean serving : new boolean[] {true, false}) {
                log.append("{\"t\":\"%s\",\"data\":{\"c\":%d,\"r\":-90,\"isRegistered\":%s,\"serving\":{}}}\n"
                        .formatted(START.plusSeconds(second), serving ? 26843521 : 26843777, serving));
            }
        }
        IngestSummary summary =
                ingest(MAPPING.replace("from: c", "from: data.c").replace("from: r", "from: data.r"), log.toString());

        assertThat(summary.leftOutRows()).isEqualTo(20);
        assertThat(summary.handovers()).isEmpty();
        assertThat(summary.samples()).isEqualTo(20);
    }

    @Test
    void aMappingMayKeepAllRows() throws Exception {
        IngestSummary summary = ingest(MAPPING + "rows: {}\n", drive("t,c,r,servingCell", "true", "false"));

        assertThat(summary.leftOutRows()).isZero();
        assertThat(summary.rejectedRows()).isEqualTo(Map.of(Rejection.CELL_UNKNOWN, 60L));
    }

    @Test
    void aColumnOfIdentitiesIsNoMark() throws Exception {
        IngestSummary summary = ingest(MAPPING, drive("t,c,r,serving", "26843521", "27"));

        assertThat(summary.leftOutRows()).isZero();
    }

    @Test
    void aRejectedRowOfTheSameScanHidesNoOutage() throws Exception {
        IngestSummary summary = ingest(MAPPING, drive("t,c,r,what", "a", "b"));

        assertThat(summary.rejectedRows()).isEqualTo(Map.of(Rejection.CELL_UNKNOWN, 60L));
        assertThat(summary.handovers()).isEqualTo(Map.of(HandoverKind.OUTAGE, 1L));
    }

    @Test
    void aRejectedRowInTheSilenceSaysThatTheLoggerRan() throws Exception {
        String log = drive("t,c,r,what", "a", "b");
        int silence = log.indexOf(START.plusSeconds(50).toString());

        IngestSummary summary = ingest(
                MAPPING, log.substring(0, silence) + START.plusSeconds(40) + ",0,-100,b\n" + log.substring(silence));

        assertThat(summary.handovers()).isEmpty();
    }

    @Test
    void twoKeysOfOneNameAreRefused() throws Exception {
        String row = "{\"t\":\"%s\",\"c\":26843521,\"r\":-90%s}\n";

        IngestSummary summary =
                ingest(MAPPING, row.formatted(START, "") + row.formatted(START.plusSeconds(1), ",\"c\":26843777"));

        assertThat(summary.rejectedRows()).isEqualTo(Map.of(Rejection.LINE_MALFORMED, 1L));
        assertThat(summary.remarks().firstRejected().get(Rejection.LINE_MALFORMED))
                .isEqualTo("line 2: two keys c");
    }

    /**
     * A drive of 60 rows of two cells with a loss of coverage of 20 s, and a neighbour without identity next to each.
     */
    private static String drive(String header, String serving, String other) {
        StringBuilder log = new StringBuilder(header + "\n");
        for (int second = 0; second < 80; second++) {
            if (second < 30 || second >= 50) {
                String cell = second < 30 ? "26843521" : "26843777";
                String level = second == 29 ? "-122" : "-95";
                log.append("%s,%s,%s,%s%n".formatted(START.plusSeconds(second), cell, level, serving));
                log.append("%s,0,-105,%s%n".formatted(START.plusSeconds(second), other));
            }
        }
        return log.toString();
    }

    private IngestSummary ingest(String mapping, String log) throws Exception {
        IngestSettings settings = IngestSettings.DEFAULT;
        if (mapping != null) {
            ColumnMapping read =
                    ColumnMapping.read("map.yaml", new ByteArrayInputStream(mapping.getBytes(StandardCharsets.UTF_8)));
            settings = settings.withReading(LogReading.AS_LOGGED.withMapping(read));
        }
        IngestReport report = Ingestion.dryRun(SETTINGS, settings, new IngestListener() {})
                .run(List.of(Files.writeString(folder.resolve("log.txt"), log)));
        assertThat(report.failures()).isEmpty();
        return report.total();
    }
}
