package dev.wayside.traceingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.wayside.kvstore.CellKey;
import dev.wayside.kvstore.HistoryStore;
import dev.wayside.kvstore.StoreSettings;
import dev.wayside.kvstore.VisitSignal;
import dev.wayside.kvstore.rocksdb.RocksDbHistoryStore;
import dev.wayside.traceingest.Warning.Kind;
import dev.wayside.traceingest.row.Rejection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** The verdict of an ingestion on its logs: stored, stored with a warning, or refused. */
class IngestVerdictsTest {

    private static final String HEADER = "time,carrier,cell,rsrp_dbm\n";
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Instant START = Instant.parse("2026-03-10T07:00:00Z");

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void aLogWithDecimalCommasFailsWithTheRemedyAndLeavesNoStore() throws Exception {
        write("excel.csv", "time;carrier;cell;rsrp_dbm\n2026-03-10T07:00:00Z;262-01;A;-90,5\n");

        assertThat(command("excel.csv")).isEqualTo(65);
        assertThat(err.toString())
                .contains("FAILED excel.csv: none of its 1 rows can be stored: 1 decimal comma", "decimal: ','");
        assertThat(folder.resolve("store")).doesNotExist();
    }

    @Test
    void aLogWithTwoColumnsOfOneNameIsRefused() throws Exception {
        write("twice.csv", "time,carrier,cell,rsrp_dbm,RSRP_dBm\n2026-03-10T07:00:00Z,262-01,A,-90,-50\n");

        assertThat(command("twice.csv")).isEqualTo(65);
        assertThat(err.toString()).contains("the header has several columns rsrp_dbm; rename all but one");
    }

    @Test
    void aFailedLogQuotesItsFirstRejectedRow() throws Exception {
        write("seconds.csv", HEADER + "1773126000,262-01,A,-90\n1773126001,262-01,A,-90\n");

        assertThat(command("seconds.csv")).isEqualTo(65);
        assertThat(err.toString()).contains("line 2: 1773126000, so small a number is in seconds, not ms");
    }

    @Test
    void geoJsonIsNamed() throws Exception {
        write("points.geojson", "{\"type\": \"FeatureCollection\", \"features\": [" + "{},".repeat(40_000) + "{}]}");

        assertThat(command("points.geojson")).isEqualTo(65);
        assertThat(err.toString())
                .contains("FAILED points.geojson: GeoJSON", "jq -c")
                .doesNotContain("line break");
    }

    @Test
    void aRunThatStoresNothingDecidesNeitherGridNorZone() throws Exception {
        write("bad.csv", "time|carrier|cell|rsrp_dbm\n");
        write("good.csv", rows(30, 1_000));

        assertThat(command("bad.csv")).isEqualTo(65);
        assertThat(command("good.csv", "--zone", "Europe/Berlin")).isZero();
        try (HistoryStore store = RocksDbHistoryStore.openReadOnly(folder.resolve("store"))) {
            assertThat(store.settings().sampleIntervalMillis()).isEqualTo(1_000);
            assertThat(store.settings().zone()).isEqualTo(BERLIN);
            assertThat(store.statistics().windows()).isEqualTo(21);
        }
    }

    @Test
    void theFirstLogThatIsStoredDecidesTheGrid() throws Exception {
        write("a.csv", rows(30, 100).replace(",-90", ",-900"));
        write("b.csv", rows(30, 1_000));

        assertThat(command("a.csv", "b.csv")).isEqualTo(65);
        assertThat(gridMillis()).isEqualTo(1_000);
    }

    @Test
    void aStrictRunLeavesNothingOfALogWithAWarning() throws Exception {
        write("a.csv", HEADER + alternating(40, 100));
        write("b.csv", rows(30, 1_000));

        assertThat(command("a.csv", "b.csv", "--strict")).isEqualTo(65);
        assertThat(err.toString())
                .contains("FAILED a.csv: refused by --strict, nothing of it is written: the cell changes in 97 %");
        assertThat(gridMillis()).isEqualTo(1_000);
        try (HistoryStore store = RocksDbHistoryStore.openReadOnly(folder.resolve("store"))) {
            assertThat(store.cells("262-01", "")).extracting(CellKey::cellId).containsExactly("A");
        }
        assertThat(command("b.csv", "--strict")).isZero();
        assertThat(out.toString()).contains("0 stored, 1 skipped, 0 failed");
    }

    @Test
    void warningsAreInTheTextAndInJson() throws Exception {
        write("a.csv", rows(20, 10_000));
        write("b.csv", rows(60, 1_000).replace("2026-03-10", "2026-03-11"));

        assertThat(command("a.csv", "b.csv")).isZero();
        assertThat(err.toString())
                .contains(
                        "warning: b.csv: it is sampled about every 1,000 ms and averaged over the store's grid of 5,000");
        assertThat(out.toString()).containsPattern("finer than the grid +1");

        assertThat(command("a.csv", "b.csv", "--again", "--json")).isZero();
        assertThat(out.toString())
                .contains("\"warnings\":[{\"kind\":\"AVERAGED\"", "\"warningsByKind\":{\"AVERAGED\":1}");
    }

    @Test
    void twoDevicesInOneLogAreNoticed() throws Exception {
        StringBuilder log = new StringBuilder(HEADER);
        for (int i = 0; i < 20; i++) {
            String time = START.plusSeconds(i).toString();
            log.append(time + ",262-01,A,-90\n").append(time + ",262-01,A,-91\n");
            log.append(time + ",262-01,A,-92\n")
                    .append(time + ",262-01,A,-92\n")
                    .append(time + ",262-01,B,-100\n");
        }

        assertThat(ingest(log.toString(), ZoneOffset.UTC).remarks().warnings())
                .extracting(Warning::kind)
                .contains(Kind.CELLS_TAKE_TURNS, Kind.CELL_CHANGES_OFTEN);
    }

    @Test
    void halfOfTheRowsRejectedIsNoticed() throws Exception {
        String log =
                rows(30, 1_000) + rows(30, 1_000).substring(HEADER.length()).replace(",A,", ",,");

        assertThat(ingest(log, ZoneOffset.UTC).remarks().warnings())
                .extracting(Warning::kind)
                .containsExactly(Kind.MOSTLY_REJECTED);
    }

    @ParameterizedTest
    @CsvSource({"1.773126E9, 1.773127E9", "1773126000, 1773126060"})
    void timesThatWereRoundedAreNoticed(String one, String other) throws Exception {
        write("map.yaml", """
                time: {from: t, pattern: epoch-s}
                carrier: x
                columns: {cell: {from: c}, rsrp_dbm: {from: r}}
                """);
        write("log.csv", "t,c,r\n" + (one + ",1001,-90\n").repeat(30) + (other + ",1001,-90\n").repeat(30));

        assertThat(command("log.csv", "--mapping", "map.yaml")).isZero();
        assertThat(err.toString())
                .contains("its 60 rows have only 2 different times", "write times with their seconds");
    }

    @Test
    void cellIdsThatWentThroughAFloatAreNoticed() throws Exception {
        String log = IntStream.range(0, 100)
                .mapToObj(i -> START.plusSeconds(i) + ",262-01," + (long) (float) (26843521 + i / 10 * 257) + ",-90\n")
                .reduce(HEADER, String::concat);

        assertThat(ingest(log, ZoneOffset.UTC).remarks().warnings())
                .extracting(Warning::kind)
                .contains(Kind.CELLS_ROUNDED);
    }

    @Test
    void carriersThatAreAlikeAreNoticed() throws Exception {
        String log =
                rows(20, 1_000) + rows(40, 1_000).substring(HEADER.length()).replace("262-01", "262-001");

        assertThat(ingest(log, ZoneOffset.UTC).remarks().warnings())
                .extracting(Warning::toString)
                .containsExactly(
                        "it has carriers whose names are alike: 262-001, 262-01; if they are one carrier, write"
                                + " its name in one way, or name it with --carrier");
    }

    @ParameterizedTest
    @CsvSource({
        "19999A1, 19999B2, 1999981, CELLS_HEXADECIMAL",
        "101, 102, 7, CELLS_SMALL",
        "26843521, 262-01-26843521, 26843777, CELLS_SPELLED_TWICE"
    })
    void cellIdsThatAreNoIdentitiesAreNoticed(String one, String two, String three, Kind kind) throws Exception {
        List<String> cells = List.of(one, two, three);
        String log = IntStream.range(0, 60)
                .mapToObj(i -> START.plusSeconds(i) + ",262-01," + cells.get(i / 20) + ",-90\n")
                .reduce(HEADER, String::concat);

        assertThat(ingest(log, ZoneOffset.UTC).remarks().warnings())
                .extracting(Warning::kind)
                .containsExactly(kind);
    }

    @Test
    void aLogWithoutWindowsSaysWhy() throws Exception {
        Warning warning =
                ingest(rows(30, 4_000), ZoneOffset.UTC).remarks().warnings().get(0);

        assertThat(warning.kind()).isEqualTo(Kind.NO_WINDOWS);
        assertThat(warning.toString()).contains("its longest visit 1", "29 visits end with a gap", "--max-gap");
    }

    @Test
    void anOrdinaryLogHasNoWarning() throws Exception {
        assertThat(ingest(rows(60, 1_000), ZoneOffset.UTC).remarks()).isEqualTo(Remarks.NONE);
    }

    @ParameterizedTest
    @CsvSource({"epoch-ms, 1773126000", "epoch-s, 1773126000000"})
    void timesOfAnotherUnitAreRefused(String pattern, long firstTime) throws Exception {
        write("map.yaml", """
                time: {from: t, pattern: %s}
                carrier: x
                columns: {cell: {from: c}, rsrp_dbm: {from: r}}
                """.formatted(pattern));
        StringBuilder log = new StringBuilder("t,c,r\n");
        for (int i = 0; i < 20; i++) {
            log.append(firstTime + i).append(",1001,-90\n");
        }
        write("log.csv", log.toString());

        assertThat(command("log.csv", "--mapping", "map.yaml")).isEqualTo(65);
        assertThat(err.toString()).contains("20 time not of the pattern", "change time.pattern in the mapping");
    }

    @Test
    void rowsOfTheFutureAreRejectedByTheClockAndWarnedOf() throws Exception {
        IngestSummary summary = ingest(rows(20, 1_000), ZoneOffset.UTC, START.minusSeconds(86_400 - 9));

        assertThat(summary.rejectedRows()).containsExactly(Map.entry(Rejection.TIME_IMPLAUSIBLE, 10L));
        assertThat(summary.remarks().warnings())
                .extracting(Warning::kind)
                .contains(Kind.MOSTLY_REJECTED, Kind.TIMES_IMPLAUSIBLE);
    }

    @Test
    void theRepeatedHourOfAutumnIsPutInOrder() throws Exception {
        String night = HEADER + local("02:55", 30) + local("02:00", 30);

        IngestSummary summary = ingest(night, BERLIN);

        assertThat(summary.rejected()).isZero();
        assertThat(summary.remarks().notes())
                .containsExactly(
                        "the clock of Europe/Berlin was set back at 2026-10-25T03:00: times from the first that"
                                + " goes back on are of the second pass, +01:00");
        assertThat(starts()).containsExactly(Instant.parse("2026-10-25T00:55:00Z"));
    }

    @Test
    void aLogOfOnePassOnlyIsRefusedUnlessItTellsWhich() throws Exception {
        write("half.csv", HEADER + local("02:10", 30));

        assertThat(command("half.csv", "--zone", "Europe/Berlin")).isEqualTo(65);
        assertThat(err.toString()).contains("30 ambiguous local time", "+01:00");
        assertThat(folder.resolve("store")).doesNotExist();
        assertThat(command("half.csv", "--zone", "+01:00")).isZero();
        assertThat(starts()).containsExactly(Instant.parse("2026-10-25T01:10:00Z"));
    }

    @Test
    void aLogThatWasSplitWhereTheClockWasSetBackIsOfTheSecondPass() throws Exception {
        IngestSummary summary = ingest(HEADER + local("02:00", 30), BERLIN);

        assertThat(starts()).containsExactly(Instant.parse("2026-10-25T01:00:00Z"));
        assertThat(summary.remarks().warnings()).singleElement().satisfies(warning -> {
            assertThat(warning.kind()).isEqualTo(Kind.PASS_ASSUMED);
            assertThat(warning.toString()).contains("second pass, +01:00; if they are of the first", "'+02:00'");
        });
    }

    @Test
    void aLogOfTheWholeRepeatedHourIsRefused() throws Exception {
        write("hour.csv", HEADER + local("02:00", 360));

        assertThat(command("hour.csv", "--zone", "Europe/Berlin")).isEqualTo(65);
        assertThat(err.toString()).contains("360 ambiguous local time");
    }

    @ParameterizedTest
    @CsvSource({"+01:00, 2026-10-25T01:00:00Z", "+02:00, 2026-10-25T00:00:00Z"})
    void timesOfTheRepeatedHourWithTheirOffsetAreTaken(String offset, Instant start) throws Exception {
        ingest(HEADER + local("02:00", 30).replace(",262-01", offset + ",262-01"), BERLIN);

        assertThat(starts()).containsExactly(start);
    }

    @Test
    void aMappingWithAZoneTellsThePass() throws Exception {
        write("map.yaml", """
                time: {from: time, pattern: "yyyy-MM-dd HH:mm:ss", zone: "+01:00"}
                columns: {carrier: {from: carrier}, cell: {from: cell}, rsrp_dbm: {from: rsrp_dbm}}
                """);
        write("half.csv", HEADER + local("02:00", 30));

        assertThat(command("half.csv", "--zone", "Europe/Berlin", "--mapping", "map.yaml"))
                .isZero();
        assertThat(starts()).containsExactly(Instant.parse("2026-10-25T01:00:00Z"));
    }

    @Test
    void aLogThatRunsOutOfTheRepeatedHourIsOfItsSecondPass() throws Exception {
        ingest(HEADER + local("02:50", 120), BERLIN);

        assertThat(starts()).containsExactly(Instant.parse("2026-10-25T01:50:00Z"));
    }

    @Test
    void aLogThatRunsIntoTheRepeatedHourIsOfItsFirstPass() throws Exception {
        ingest(HEADER + local("01:50", 120), BERLIN);

        assertThat(starts()).containsExactly(Instant.parse("2026-10-24T23:50:00Z"));
    }

    @ParameterizedTest
    @CsvSource({"2031-01-05T07:00:00Z", "2026-03-10T08:30:00Z", "2026-03-10T06:00:00Z"})
    void aClockThatJumpsForAFewRowsCostsOnlyThem(String jumpedTo) throws Exception {
        String log = rows(40, 1_000);
        String jumped = Stream.of(1, 2, 3)
                .map(second -> Instant.parse(jumpedTo).plusSeconds(second) + ",262-01,A,-50\n")
                .reduce("", String::concat);
        int middle = log.indexOf("2026-03-10T07:00:20Z");

        IngestSummary summary = ingest(
                log.substring(0, middle) + jumped + log.substring(middle),
                ZoneOffset.UTC,
                Instant.parse("2032-01-01T00:00:00Z"));

        assertThat(summary.rejected()).isEqualTo(3);
        assertThat(summary.samples()).isEqualTo(40);
        assertThat(summary.traces()).isEqualTo(1);
    }

    @Test
    void aClockThatIsSetBackForGoodBeginsAnotherTrace() throws Exception {
        String later = rows(40, 1_000);
        String earlier = later.substring(HEADER.length()).replace("2026-03-10", "2026-03-09");

        IngestSummary summary = ingest(later + earlier, ZoneOffset.UTC);

        assertThat(summary.rejected()).isZero();
        assertThat(summary.traces()).isEqualTo(2);
        assertThat(summary.remarks().notes()).singleElement().asString().startsWith("line 42: the clock was set back");
    }

    /** Rows of cell A. */
    private static String rows(int count, int stepMillis) {
        return IntStream.range(0, count)
                .mapToObj(i -> START.plusMillis((long) i * stepMillis) + ",262-01,A,-90\n")
                .reduce(HEADER, String::concat);
    }

    private static String alternating(int count, int stepMillis) {
        return IntStream.range(0, count)
                .mapToObj(i -> START.plusMillis((long) i * stepMillis) + ",262-01,N" + i % 2 + ",-90\n")
                .reduce("", String::concat);
    }

    /** Rows every 10 s from a local time of the night in which summer time ends. */
    private static String local(String from, int count) {
        int minutes = Integer.parseInt(from.substring(0, 2)) * 60 + Integer.parseInt(from.substring(3));
        return IntStream.range(0, count)
                .map(i -> minutes * 60 + i * 10)
                .mapToObj(second -> "2026-10-25 %02d:%02d:%02d,262-01,A,-90%n"
                        .formatted(second / 3_600, second / 60 % 60, second % 60))
                .reduce("", String::concat);
    }

    private IngestSummary ingest(String log, ZoneId zone) throws IOException, InterruptedException {
        return ingest(log, zone, Instant.parse("2026-12-01T00:00:00Z"));
    }

    private IngestSummary ingest(String log, ZoneId zone, Instant now) throws IOException, InterruptedException {
        IngestSettings settings = IngestSettings.DEFAULT.withClock(Clock.fixed(now, ZoneOffset.UTC));
        int intervalMillis = log.contains("-10-25") ? 10_000 : 1_000;
        StoreSettings grid =
                new StoreSettings(intervalMillis, 10, 1, intervalMillis * 5, Math.max(3_000, intervalMillis * 3), zone);
        try (HistoryStore store = RocksDbHistoryStore.openOrCreate(folder.resolve("store"), grid)) {
            IngestReport report =
                    Ingestion.into(store, settings, new IngestListener() {}).run(List.of(write("log.csv", log)));
            assertThat(report.failures()).isEmpty();
            return report.total();
        }
    }

    private int command(String... logsAndOptions) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        List<String> arguments = Stream.concat(
                        Stream.of("--store", folder.resolve("store").toString()),
                        Stream.of(logsAndOptions)
                                .map(word -> word.contains(".") && !word.startsWith("/")
                                        ? folder.resolve(word).toString()
                                        : word))
                .toList();
        int code = new CommandLine(new IngestCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments.toArray(String[]::new));
        String place = folder + "/";
        err.getBuffer().replace(0, err.getBuffer().length(), err.toString().replace(place, ""));
        return code;
    }

    private int gridMillis() {
        try (HistoryStore store = RocksDbHistoryStore.openReadOnly(folder.resolve("store"))) {
            return store.settings().sampleIntervalMillis();
        }
    }

    private List<Instant> starts() {
        try (HistoryStore store = RocksDbHistoryStore.openReadOnly(folder.resolve("store"));
                Stream<VisitSignal> signals = store.signals(new CellKey("262-01", "A"))) {
            return signals.map(signal -> Instant.ofEpochMilli(signal.startEpochMillis()))
                    .toList();
        }
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
