package dev.wayside.api.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wayside.api.program.WaysideProcess.Outcome;
import dev.wayside.kvstore.HistoryStore;
import dev.wayside.kvstore.StoreStatistics;
import dev.wayside.kvstore.StoreStatistics.CarrierStatistics;
import dev.wayside.kvstore.rocksdb.RocksDbHistoryStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Logs as they come from the field: what the program says of them, and what it saves of them. */
class BadInputTest {

    private static final int OK = 0;
    private static final int BAD_DATA = 65;
    private static final int NO_INPUT = 66;
    private static final int LONG_LINE_BYTES = 10_000_000;

    @TempDir
    private Path folder;

    private WaysideProcess wayside;

    @BeforeEach
    void startInTheFolder() {
        wayside = WaysideProcess.in(folder);
    }

    @Test
    void wrongColumnsFailTheLogAndNameWhatIsMissing() throws Exception {
        write("drive.csv", "time,carrier,rsrp_dbm\n2026-01-05T07:00:00Z,cmcc,-90\n");
        goodLog().writeTo(folder.resolve("good.csv"));

        Outcome outcome = ingest("drive.csv", "good.csv");

        assertThat(outcome.exitCode()).isEqualTo(BAD_DATA);
        assertThat(outcome.err())
                .contains("FAILED drive.csv: line 1: not a known header; as csv it lacks cell; add the columns");
        assertThat(outcome.jsonValues("failed")).containsExactly("drive.csv");
        assertThat(outcome.jsonValues("stored")).containsExactly("good.csv");
        assertThat(samples("cmcc")).isEqualTo(60);
    }

    @Test
    void columnsOfNoKnownFormatAreQuotedWithoutTheirControlCharacters() throws Exception {
        write("menu.csv", "soup,\u001b[31mfish\u001b[0m,cake\n1,2,3\n");

        Outcome outcome = ingest("menu.csv");

        assertThat(outcome.exitCode()).isEqualTo(BAD_DATA);
        assertThat(outcome.err())
                .contains("FAILED menu.csv: not a known log format: line 1 reads 'soup,?[31mfish?[0m,cake'")
                .contains("--format")
                .doesNotContain("\u001b");
    }

    @Test
    void aBinaryFileIsNamedAsOne() throws Exception {
        byte[] noise = new byte[100_000];
        new Random(4).nextBytes(noise);
        Files.write(folder.resolve("noise.csv"), noise);

        Outcome outcome = ingest("noise.csv");

        assertThat(outcome.exitCode()).isEqualTo(BAD_DATA);
        assertThat(outcome.err())
                .contains("FAILED noise.csv: not a text log: it holds zero bytes; name the logs themselves");
        assertThat(folder.resolve("store")).doesNotExist();
    }

    @Test
    void anEmptyFileIsNamedAsOne() throws Exception {
        write("empty.csv", "");

        Outcome outcome = ingest("empty.csv");

        assertThat(outcome.exitCode()).isEqualTo(BAD_DATA);
        assertThat(outcome.err()).contains("FAILED empty.csv: empty: it has no header; check how it was");
    }

    @Test
    void aHeaderWithoutRowsFailsAndLeavesNoStore() throws Exception {
        write("header.csv", CanonicalLog.HEADER + "\n");

        Outcome outcome = ingest("header.csv");

        assertThat(outcome.exitCode()).isEqualTo(BAD_DATA);
        assertThat(outcome.err()).contains("FAILED header.csv: nothing to store: it has no rows");
        assertThat(folder.resolve("store")).doesNotExist();
    }

    @Test
    void aMissingFileIsNamed() throws Exception {
        Outcome outcome = ingest("nowhere.csv");

        assertThat(outcome.exitCode()).isEqualTo(NO_INPUT);
        assertThat(outcome.err()).isEqualTo("wayside: there is no nowhere.csv; check the path\n");
        assertThat(folder.resolve("store")).doesNotExist();
    }

    @Test
    void aFolderWithoutLogsSaysWhatLogsAreCalled() throws Exception {
        Files.createDirectory(folder.resolve("photos"));
        Files.write(folder.resolve("photos/holiday.jpg"), new byte[10]);

        Outcome outcome = ingest("photos");

        assertThat(outcome.exitCode()).isEqualTo(NO_INPUT);
        assertThat(outcome.err())
                .contains("no logs in [photos]")
                .contains(".csv")
                .contains(".zip");
        assertThat(folder.resolve("store")).doesNotExist();
    }

    @Test
    void otherFilesInAFolderAreSkippedNotFailed() throws Exception {
        Files.createDirectory(folder.resolve("logs"));
        write("logs/notes.txt", "Rain all day.\n");
        goodLog().writeTo(folder.resolve("logs/good.csv"));

        Outcome outcome = ingest("logs");

        assertThat(outcome.exitCode()).isEqualTo(OK);
        assertThat(outcome.jsonValues("skipped")).containsExactly("logs/notes.txt");
        assertThat(outcome.jsonValues("stored")).containsExactly("logs/good.csv");
    }

    /** Cut within its first 64 KB of text, from which the format is told, and far behind them. */
    @ParameterizedTest
    @ValueSource(ints = {600, 20_000})
    void aTruncatedGzipKeepsItsRowsAndIsMendedByTheWholeFile(int rows) throws Exception {
        CanonicalLog log = new CanonicalLog().rows(rows / 2, "cmcc", "A").rows(rows / 2, "cmcc", "B");
        byte[] whole = log.gzip();
        Files.write(folder.resolve("drive.csv.gz"), Arrays.copyOf(whole, whole.length * 3 / 4));

        Outcome cut = ingest("drive.csv.gz");

        long rowsBefore = cut.total().get("rows").asLong();
        assertThat(cut.exitCode()).isEqualTo(BAD_DATA);
        assertThat(rowsBefore).isBetween(rows / 2L, rows - 1L);
        assertThat(cut.err())
                .contains("FAILED drive.csv.gz: damaged at about line " + (rowsBefore + 2))
                .contains("the rows before it are stored: fix the log or fetch it again, and repeat");
        assertThat(samples("cmcc")).isEqualTo(rowsBefore);

        Files.write(folder.resolve("drive.csv.gz"), whole);
        assertThat(ingest("drive.csv.gz").exitCode()).isEqualTo(OK);
        assertSameAsFreshStoreOf(log);
    }

    @Test
    void aGzipCutWithinItsFirstLineIsNamedEvenInAFolder() throws Exception {
        Files.createDirectory(folder.resolve("logs"));
        Files.write(folder.resolve("logs/cut.csv.gz"), Arrays.copyOf(goodLog().gzip(), 14));
        Files.write(folder.resolve("logs/stub.csv.gz"), Arrays.copyOf(goodLog().gzip(), 5));

        Outcome outcome = ingest("logs");

        assertThat(outcome.exitCode()).isEqualTo(BAD_DATA);
        assertThat(outcome.err())
                .contains("FAILED logs/cut.csv.gz: damaged at its start")
                .contains("FAILED logs/stub.csv.gz: cannot be read (the gzip file ends within its header)")
                .contains("fix the log or fetch it again");
    }

    @Test
    void nanAndAbsurdLevelsCostTheirRowsOnly() throws Exception {
        goodLog()
                .line("NOW,cmcc,A,NaN")
                .line("NOW,cmcc,A,-9999")
                .line("NOW,cmcc,A,12")
                .line("NOW,cmcc,A,Infinity")
                .rows(60, "cmcc", "A")
                .writeTo(folder.resolve("levels.csv"));

        Outcome outcome = ingest("levels.csv");

        assertThat(outcome.exitCode()).isEqualTo(OK);
        assertThat(rejected(outcome, "RSRP_OUT_OF_RANGE")).isEqualTo(4);
        assertThat(outcome.total().get("rows").asLong()).isEqualTo(124);
        // The four steps in between are drawn straight.
        assertThat(samples("cmcc")).isEqualTo(124);
    }

    @Test
    void timeGoingBackwardsCostsTheRowsThatGoBack() throws Exception {
        goodLog()
                .line("2026-01-05T06:59:59Z,cmcc,A,-90")
                .line("18446745841305951616,cmcc,A,-90")
                .line("yesterday,cmcc,A,-90")
                .rows(60, "cmcc", "A")
                .writeTo(folder.resolve("clock.csv"));

        Outcome outcome = ingest("clock.csv", "--reject-file", "rejected.csv");

        assertThat(outcome.exitCode()).isEqualTo(OK);
        assertThat(rejected(outcome, "TIME_BACKWARDS")).isEqualTo(1);
        assertThat(rejected(outcome, "TIME_UNREADABLE")).isEqualTo(2);
        assertThat(Files.readString(folder.resolve("rejected.csv")))
                .contains(
                        "clock.csv,62,time going backwards,earlier than the row before it,\"split the log where the clock was");
        assertThat(samples("cmcc")).isEqualTo(123);
    }

    @Test
    void twoCarriersInOneFileAreTwoTraces() throws Exception {
        CanonicalLog log = new CanonicalLog();
        for (int i = 0; i < 60; i++) {
            log.rows(1, "cmcc", "7").line("NOW,cucc,7,-101.5");
        }
        log.writeTo(folder.resolve("two.csv"));

        Outcome outcome = ingest("two.csv", "--sample-interval", "100");

        assertThat(outcome.exitCode()).isEqualTo(OK);
        assertThat(outcome.total().get("traces").asLong()).isEqualTo(2);
        assertThat(statistics().carriers())
                .extracting(CarrierStatistics::carrier, CarrierStatistics::traces, CarrierStatistics::cells)
                .containsExactly(tuple("cmcc", 1L, 1L), tuple("cucc", 1L, 1L));
        assertThat(samples("cmcc")).isEqualTo(samples("cucc")).isEqualTo(119);
    }

    @ParameterizedTest
    @ValueSource(strings = {"32m", "256m"})
    void aLineOfTenMegabytesIsOneLostRow(String heap) throws Exception {
        goodLog().writeTo(folder.resolve("endless.csv"));
        appendLongLine("endless.csv");
        append("endless.csv", "\n2026-01-05T07:00:06Z,cmcc,A,-90\n");

        Outcome outcome = wayside.withHeap(heap).run("ingest", "--json", "--store", "store", "endless.csv");

        assertThat(outcome.exitCode()).isEqualTo(OK);
        assertThat(rejected(outcome, "LINE_TOO_LONG")).isEqualTo(1);
        assertThat(samples("cmcc")).isEqualTo(61);
    }

    @Test
    void aLongLineWithoutALineBreakAtTheEndIsOneLostRow() throws Exception {
        goodLog().writeTo(folder.resolve("endless.csv"));
        appendLongLine("endless.csv");

        Outcome outcome = wayside.withHeap("32m")
                .run("ingest", "--store", "store", "--reject-file", "rejected.csv", "endless.csv");

        assertThat(outcome.exitCode()).isEqualTo(OK);
        assertThat(outcome.out()).contains("line too long            1 (a row has at most 65,536 bytes;");
        assertThat(Files.readAllLines(folder.resolve("rejected.csv")))
                .hasSize(2)
                .last()
                .asString()
                .startsWith("endless.csv,62,line too long,more than 65536 bytes,");
        assertThat(samples("cmcc")).isEqualTo(60);
    }

    @Test
    void aStrayQuoteDoesNotSwallowTheLinesBehindIt() throws Exception {
        goodLog().line("NOW,cmcc,\"A,-90").rows(60, "cmcc", "A").writeTo(folder.resolve("quote.csv"));

        Outcome outcome = ingest("quote.csv");

        assertThat(outcome.exitCode()).isEqualTo(OK);
        assertThat(rejected(outcome, "LINE_MALFORMED")).isEqualTo(1);
        assertThat(outcome.total().get("rows").asLong()).isEqualTo(121);
        assertThat(samples("cmcc")).isEqualTo(121);
    }

    @Test
    void mixedSamplingRatesMeetOnOneGridAndTheInterpolationIsNoted() throws Exception {
        new CanonicalLog()
                .rows(100, "cmcc", "A")
                .every(1_000)
                .rows(100, "cmcc", "B")
                .writeTo(folder.resolve("mixed.csv"));

        Outcome outcome = ingest("mixed.csv");

        assertThat(outcome.exitCode()).isEqualTo(OK);
        assertThat(outcome.err())
                .contains("warning: mixed.csv: 891 of its 1,091 samples are interpolated")
                .contains("--sample-interval");
        assertThat(outcome.total().get("interpolatedSamples").asLong()).isEqualTo(891);
        // One second apart lie 99 steps of ten samples each, and the last one.
        assertThat(samples("cmcc")).isEqualTo(100 + 991);
        assertThat(statistics().carriers().get(0).cells()).isEqualTo(2);
    }

    @Test
    void aZipOfGoodAndBadEntriesKeepsTheGood() throws Exception {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(folder.resolve("trip.zip")))) {
            addEntry(zip, "good.csv", goodLog().text().getBytes(StandardCharsets.UTF_8));
            addEntry(
                    zip,
                    "cut.csv.gz",
                    Arrays.copyOf(new CanonicalLog().rows(900, "cucc", "B").gzip(), 700));
            addEntry(zip, "menu.csv", "soup,fish\n".getBytes(StandardCharsets.UTF_8));
            addEntry(zip, "photo.jpg", new byte[100]);
        }

        Outcome outcome = ingest("trip.zip");

        assertThat(outcome.exitCode()).isEqualTo(BAD_DATA);
        assertThat(outcome.jsonValues("stored")).containsExactly("trip.zip!good.csv");
        assertThat(outcome.jsonValues("failed")).containsExactly("trip.zip!cut.csv.gz");
        assertThat(outcome.jsonValues("skipped")).containsExactly("trip.zip!menu.csv");
        assertThat(outcome.err()).contains("FAILED trip.zip!cut.csv.gz: damaged at about line ");
        assertThat(samples("cmcc")).isEqualTo(60);
        assertThat(samples("cucc")).isPositive();
    }

    @Test
    void aZipThatIsNoneIsNamed() throws Exception {
        Files.write(folder.resolve("trip.zip"), new byte[500]);

        Outcome outcome = ingest("trip.zip");

        assertThat(outcome.exitCode()).isEqualTo(BAD_DATA);
        assertThat(outcome.err())
                .contains("FAILED trip.zip: cannot be read (not a readable zip archive)")
                .contains("fix the log or fetch it again");
    }

    @Test
    void brokenJsonLinesAreLostOneByOne() throws Exception {
        String good = "{\"time\":%d,\"carrier\":\"cmcc\",\"cell\":\"A\",\"rsrp_dbm\":-90}%n";
        StringBuilder log = new StringBuilder();
        for (int i = 0; i < 60; i++) {
            log.append(good.formatted(1_767_596_400_000L + 100 * i));
        }
        log.append("{\"time\":1767596406000,\"carrier\":\n");
        log.append("[1,2,3]\n");
        log.append("{\"x\":").append("[".repeat(1_100)).append('\n');
        log.append("{\"x\":").append("1".repeat(1_100)).append("}\n");
        log.append(good.formatted(1_767_596_406_000L));
        write("drive.ndjson", log.toString());

        Outcome outcome = ingest("drive.ndjson", "--reject-file", "rejected.csv");

        assertThat(outcome.exitCode()).isEqualTo(OK);
        assertThat(rejected(outcome, "LINE_MALFORMED")).isEqualTo(4);
        assertThat(Files.readString(folder.resolve("rejected.csv")))
                .contains("drive.ndjson,61,line malformed,broken JSON at column ")
                .contains("drive.ndjson,62,line malformed,not a JSON object,check the line: it is damaged")
                .contains("drive.ndjson,63,line malformed,not a plain JSON object,check the line: it is damaged")
                .contains("drive.ndjson,64,line malformed,not a plain JSON object,check the line: it is damaged");
        assertThat(samples("cmcc")).isEqualTo(61);
    }

    @Test
    void theRejectFileTellsEveryLostRow() throws Exception {
        write("drive.csv", """
                time,carrier,cell,rsrp_dbm,downlink_bps,event
                2026-01-05T07:00:00Z,cmcc,A,-90,1000,
                2026-01-05T07:00:00.1Z,cmcc,A,NaN,,
                2026-01-05T07:00:00.2Z,cmcc,A,-500,,
                2026-01-05T06:00:00Z,cmcc,A,-90,,
                yesterday,cmcc,A,-90,,
                2026-01-05T07:00:00.5Z,cmcc,A,,,
                2026-01-05T07:00:00.6Z,cmcc,,-90,,
                2026-01-05T07:00:00.7Z,,A,-90,,
                2026-01-05T07:00:00.8Z,cmcc,A,-90,fast,
                2026-01-05T07:00:00.9Z,cmcc,A,-90,-5,
                2026-01-05T07:00:01Z,cmcc,A,-90,,teleport
                2026-01-05T07:00:01.1Z,cmcc,A,-90,,,surplus
                2026-01-05T07:00:01.2Z,cmcc,A
                2026-01-05T07:00:01.3Z,cmcc,"A,-90,,
                2026-01-05T07:00:01.4Z,cmcc,A,-91,1000,
                """);

        Outcome outcome = ingest("drive.csv", "--sample-interval", "100", "--reject-file", "rejected.csv");

        assertThat(outcome.exitCode()).isEqualTo(OK);
        assertThat(outcome.total().get("rejected").asLong()).isEqualTo(13);
        // A damaged line is found ahead of the others, so the order is not that of the lines.
        assertThat(Files.readAllLines(folder.resolve("rejected.csv"))).containsExactlyInAnyOrder("""
                log,line,reason,value,remedy
                drive.csv,3,RSRP out of range,NaN dBm,"give RSRP in dBm, -156 to -31"
                drive.csv,4,RSRP out of range,-500.0 dBm,"give RSRP in dBm, -156 to -31"
                drive.csv,5,time going backwards,earlier than the row before it,"split the log where the clock \
                was set back; sort it only if its times have an offset, such as +01:00"
                drive.csv,6,time unreadable,"yesterday, not a time of RFC 3339",give RFC 3339 (2026-01-05T07:00:00.100Z) or \
                milliseconds \
                since 1970
                drive.csv,7,RSRP missing,cell A,nothing: the modem had no measurement
                drive.csv,8,cell missing,-90.0 dBm in no cell,"fill in the cell column, or leave rsrp_dbm empty where \
                there was no coverage"
                drive.csv,9,carrier missing,no carrier,"fill in the carrier column, or name one with --carrier"
                drive.csv,10,value unreadable,downlink_bps fast,give plain numbers in the unit of the column's name; \
                leave unknown ones empty
                drive.csv,11,value unreadable,DOWNLINK_BPS -5.0,give plain numbers in the unit of the column's name; \
                leave unknown ones empty
                drive.csv,12,event unknown,teleport,"use handover, handover_failure or outage"
                drive.csv,13,wrong number of columns,7 fields under a header of 6,"the row was cut short, or its \
                values hold the separator"
                drive.csv,14,wrong number of columns,3 fields under a header of 6,"the row was cut short, or its \
                values hold the separator"
                drive.csv,15,line malformed,"a quote is not closed, or not where a field ends",check the line: it \
                is damaged
                """.split("\n"));
        assertThat(samples("cmcc")).isEqualTo(15);
    }

    @Test
    void aRejectFileThatCannotBeWrittenDoesNotStopTheIngestion() throws Exception {
        goodLog().line("NOW,cmcc,A,NaN").writeTo(folder.resolve("drive.csv"));

        Outcome outcome = ingest("drive.csv", "--reject-file", "/dev/full");

        assertThat(outcome.exitCode()).isEqualTo(74);
        assertThat(outcome.err())
                .contains("the reject file /dev/full is not complete")
                .contains("--again");
        assertThat(outcome.jsonValues("stored")).containsExactly("drive.csv");
        assertThat(samples("cmcc")).isEqualTo(60);
    }

    @Test
    void aDryRunCountsAndWritesNothing() throws Exception {
        goodLog().line("NOW,cmcc,A,NaN").writeTo(folder.resolve("drive.csv"));

        Outcome dry = ingest("drive.csv", "--dry-run");

        assertThat(dry.exitCode()).isEqualTo(OK);
        assertThat(dry.total().get("samples").asLong()).isEqualTo(60);
        assertThat(rejected(dry, "RSRP_OUT_OF_RANGE")).isEqualTo(1);
        assertThat(folder.resolve("store")).doesNotExist();

        ingest("drive.csv");
        StoreContent content = StoreContent.in(folder.resolve("store"));
        new CanonicalLog().rows(70, "cucc", "B").writeTo(folder.resolve("other.csv"));
        assertThat(ingest("other.csv", "--dry-run").total().get("samples").asLong())
                .isEqualTo(70);
        assertThat(StoreContent.in(folder.resolve("store"))).isEqualTo(content);
    }

    private static CanonicalLog goodLog() {
        return new CanonicalLog().rows(60, "cmcc", "A");
    }

    private Outcome ingest(String... arguments) throws Exception {
        String[] all = Arrays.copyOf(new String[] {"ingest", "--json", "--store", "store"}, 4 + arguments.length);
        System.arraycopy(arguments, 0, all, 4, arguments.length);
        return wayside.run(all);
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private void append(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text, StandardOpenOption.APPEND);
    }

    private void appendLongLine(String name) throws IOException {
        try (BufferedWriter log = Files.newBufferedWriter(folder.resolve(name), StandardOpenOption.APPEND)) {
            log.write("2026-01-05T07:00:05.95Z,cmcc,A,-90");
            for (int i = 0; i < LONG_LINE_BYTES; i++) {
                log.write('7');
            }
        }
    }

    private static void addEntry(ZipOutputStream zip, String name, byte[] content) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setLastModifiedTime(FileTime.fromMillis(0));
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }

    private static long rejected(Outcome outcome, String reason) {
        JsonNode rows = outcome.total().get("rejectedRows");
        return rows.has(reason) ? rows.get(reason).asLong() : 0;
    }

    private void assertSameAsFreshStoreOf(CanonicalLog log) throws Exception {
        log.writeTo(folder.resolve("whole.csv"));
        assertThat(wayside.run("ingest", "--store", "fresh", "whole.csv").exitCode())
                .isEqualTo(OK);
        assertThat(StoreContent.in(folder.resolve("store"))).isEqualTo(StoreContent.in(folder.resolve("fresh")));
    }

    private StoreStatistics statistics() {
        try (HistoryStore store = RocksDbHistoryStore.openReadOnly(folder.resolve("store"))) {
            return store.statistics();
        }
    }

    private long samples() {
        return statistics().samples();
    }

    private long samples(String carrier) {
        return statistics().carriers().stream()
                .filter(statistics -> statistics.carrier().equals(carrier))
                .mapToLong(CarrierStatistics::samples)
                .sum();
    }
}
