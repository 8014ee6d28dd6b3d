package dev.wayside.traceingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.function.IntFunction;
import java.util.stream.Stream;

import dev.wayside.kvstore.CellKey;
import dev.wayside.kvstore.HistoryStore;
import dev.wayside.kvstore.VisitSignal;
import dev.wayside.kvstore.rocksdb.RocksDbHistoryStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** First mappings of logs of unknown programs, through the command. */
class MappingCommandTest {

    private static final Instant START = Instant.parse("2026-03-10T07:00:00Z");

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void anUnknownAppNeedsThreeCommands() throws Exception {
        write(
                "drive.csv",
                log(
                        "deviceTime;Operator Name;eNB;Sector;RSRP [dBm];Speed\n",
                        second -> START.plusSeconds(second) + ";;104857;" + (second < 30 ? 1 : 2) + ";-"
                                + (90 + second % 7) + ",5;12,5\n"));

        assertThat(run(new MappingCommand(), "--out", path("app.yaml"), path("drive.csv")))
                .isZero();
        String mapping = Files.readString(folder.resolve("app.yaml"));
        assertThat(mapping)
                .contains("text: {separator: \";\"}", "time: {from: deviceTime, pattern: iso}", "decimal: \",\"")
                .contains("cell: {enb: eNB, sector: Sector}", "rsrp_dbm: {from: \"RSRP [dBm]\"}")
                .contains("# missing: carrier", "#carrier: 262-01")
                .contains("# unsure: speed_mps: the unit of Speed is not known", "#speed_mps: {from: Speed, unit: m/s");
        assertThat(err.toString())
                .contains("missing: carrier", "unsure: speed_mps", "60 rows give 60 samples in 2 cells");

        Files.writeString(
                folder.resolve("app.yaml"),
                mapping.replace("#carrier: 262-01", "carrier: 262-02")
                        .replace("#speed_mps", "speed_mps")
                        .replace("unit: m/s", "unit: km/h"));

        assertThat(run(new IngestCommand(), "--store", path("store"), "--mapping", path("app.yaml"), path("drive.csv")))
                .isZero();
        try (HistoryStore store = RocksDbHistoryStore.openReadOnly(folder.resolve("store"));
                Stream<CellKey> cells = store.cells("262-02", "");
                Stream<VisitSignal> signals = store.signals(new CellKey("262-02", "26843393"))) {
            assertThat(cells).extracting(CellKey::cellId).containsExactly("26843393", "26843394");
            VisitSignal first = signals.findFirst().orElseThrow();
            assertThat(first.startEpochMillis()).isEqualTo(START.toEpochMilli());
            assertThat(first.rsrp().dbm(0)).isEqualTo(-90.5);
        }
    }

    @Test
    void keysOfNestedJsonAreFound() throws Exception {
        write(
                "log.jsonl",
                log(
                        "",
                        second -> "{\"ts\":" + START.plusSeconds(second).toEpochMilli()
                                + ",\"serving\":{\"lteCi\":26843521,\"mcc\":262,\"mnc\":\"01\",\"rsrp\":"
                                + (-90 - second % 5)
                                + "},\"neighbours\":[{\"rsrp\":-110}],\"gps\":{\"lat\":48.2,\"lon\":-16.3}}\n"));

        assertThat(run(new MappingCommand(), path("log.jsonl"))).isZero();

        assertThat(out.toString())
                .contains("time: {from: ts, pattern: epoch-ms}")
                .contains("carrier: {mcc: serving.mcc, mnc: serving.mnc}")
                .contains("cell: {from: serving.lteCi}", "rsrp_dbm: {from: serving.rsrp}", "lon: {from: gps.lon}");
        assertThat(err.toString()).contains("60 rows give 60 samples in 1 cells; 0 left out, 0 rejected");
    }

    @Test
    void recordsOfADocumentAreFound() throws Exception {
        write(
                "points.json.txt",
                "{\"type\":\"FeatureCollection\",\"features\":["
                        + log(
                                "",
                                second -> (second == 0 ? "" : ",")
                                        + """
                                        {"type":"Feature","geometry":{"type":"Point","coordinates":[16.3,48.2]},
                                        "properties":{"time":"%s","eci":26843521,"plmn":"26201","rsrp":%d}}
                                        """.formatted(START.plusSeconds(second), -90 - second % 5))
                        + "]}");

        assertThat(run(new MappingCommand(), path("points.json.txt"))).isZero();

        assertThat(out.toString())
                .contains("records: features", "cell: {from: properties.eci}", "carrier: {from: properties.plmn}")
                .contains("lon: {from: \"geometry.coordinates[0]\"}", "lat: {from: \"geometry.coordinates[1]\"}");
        assertThat(err.toString()).contains("60 rows give 60 samples in 1 cells");
    }

    @Test
    void aLogWithoutHeaderIsReadByItsValues() throws Exception {
        write(
                "log.txt",
                log(
                        "% written by a modem script\n",
                        second -> START.plusSeconds(second).getEpochSecond() + "   26843521  " + (-90 - second % 5)
                                + "  48.2083\t-16.3731 -11\n"));

        assertThat(run(new MappingCommand(), path("log.txt"))).isZero();

        assertThat(out.toString())
                .contains("separator: blanks", "header: [c1, c2, c3, c4, c5, c6]", "comment: \"%\"")
                .contains("time: {from: c1, pattern: epoch-s}", "cell: {from: c2}", "rsrp_dbm: {from: c3}");
        assertThat(err.toString())
                .contains("unsure: the log has no header", "unsure: c2 is taken", "unsure: c3 may be an RSRP")
                .contains("60 rows give 60 samples in 1 cells");
    }

    @Test
    void rowsOfNeighbourCellsAreLeftOut() throws Exception {
        write("log.csv", log("timestamp,mcc,mnc,cellId,rsrp,rssi,isRegistered,tech\n", second -> {
            String time = START.plusSeconds(second) + ",262,1,";
            return time + "26843521," + (-90 - second % 5) + ",-60,1,LTE\n" + time + "2147483647,-104,-70,0,LTE\n";
        }));

        assertThat(run(new MappingCommand(), path("log.csv"))).isZero();

        assertThat(out.toString())
                .contains("rows: {isRegistered: [\"1\"], not: {tech: [\"GSM\",", "neighbours: isRegistered")
                .contains("rsrp_dbm: {from: rsrp}", "carrier: {mcc: mcc, mnc: mnc}");
        assertThat(err.toString()).contains("120 rows give 60 samples in 1 cells; 60 left out, 0 rejected");
    }

    @Test
    void severalCellsAtATimeWithoutAFlagAreNotDecided() throws Exception {
        write(
                "log.csv",
                log(
                        "timestamp,plmn,eci,rsrp,role\n",
                        second -> START.plusSeconds(second) + ",26201,26843521,-90,A\n" + START.plusSeconds(second)
                                + ",26201,26843777,-100,B\n"));

        assertThat(run(new MappingCommand(), path("log.csv"))).isZero();

        assertThat(out.toString())
                .contains("# missing: rows: the same time has several eci", "#rows: {role: [\"A\", \"B\"]}");
        assertThat(err.toString()).contains("warning: ");
    }

    @Test
    void aDateOfTwoMeaningsIsNotDecided() throws Exception {
        write(
                "log.csv",
                log(
                        "Date|Time|operator|ECI|Signal\n",
                        second -> "03/10/2026|08:00:" + (10 + second % 50) + "|A1|26843521|" + (-90 - second % 5)
                                + "\n"));

        assertThat(run(new MappingCommand(), path("log.csv"))).isZero();

        assertThat(out.toString())
                .contains("# missing: time")
                .contains("#time: {from: [Date, Time], pattern: \"dd/MM/yyyy HH:mm:ss\"}")
                .contains("#time: {from: [Date, Time], pattern: \"MM/dd/yyyy HH:mm:ss\"}")
                .contains("# unsure: Signal may be an RSRP");
        assertThat(err.toString()).contains("not tried: the mapping is not complete");
    }

    @Test
    void anRssiIsNoRsrp() throws Exception {
        write(
                "log.csv",
                log(
                        "time,plmn,eci,rssi\n",
                        second -> START.plusSeconds(second) + ",26201,26843521,-6" + second % 7 + "\n"));

        assertThat(run(new MappingCommand(), path("log.csv"))).isZero();

        assertThat(out.toString())
                .contains("# missing: rsrp_dbm: no column holds an RSRP")
                .contains("# not used: rssi");
    }

    @Test
    void radioConditionsAreFoundByNameAndValue() throws Exception {
        write(
                "log.csv",
                log(
                        "time;plmn;Node;Sector;EARFCN;PCI;RSRP;RSRQ [dB];SNR;nr-RSRP;Band;TA;pci_neighbour\n",
                        second -> START.plusSeconds(second) + ";26201;104857;" + (second < 30 ? 1 : 2) + ";1300;17;-9"
                                + second % 7 + ";-1" + second % 5 + ";" + (second < 3 ? "2147483647" : "12.5")
                                + ";-85;B3;" + second % 9 + ";99\n"));

        assertThat(run(new MappingCommand(), "--out", path("app.yaml"), path("log.csv")))
                .isZero();

        assertThat(Files.readString(folder.resolve("app.yaml")))
                .contains("rsrq_db: {from: \"RSRQ [dB]\"}", "sinr_db: {from: SNR, missing: [\"2147483647\"]}")
                .contains("channel: {from: EARFCN}", "band: {from: Band}", "pci: {from: PCI}")
                .contains(
                        "rsrp_dbm: {from: RSRP}",
                        "ss_rsrp_dbm: {from: nr-RSRP}",
                        "timing_advance: {from: TA}",
                        "not used: pci_neighbour");
        assertThat(err.toString()).contains("60 rows give 60 samples in 2 cells");
    }

    @Test
    void anotherCharsetAndDoubledNamesAreTold() throws Exception {
        String log = log(
                "Gerät X\nZeit;Cell ID;RSRP;Straße;RSRP\n",
                second -> "10.03.2026 08:00:" + (10 + second % 50) + ",250;26843521;-90;Weg;-100\n");
        Files.write(folder.resolve("log.csv"), log.getBytes(Charset.forName("windows-1252")));

        assertThat(run(new MappingCommand(), path("log.csv"))).isZero();

        assertThat(out.toString())
                .contains("charset: windows-1252", "skip_lines: 2", "RSRP_2")
                .contains("pattern: \"dd.MM.yyyy HH:mm:ss,SSS\"")
                .contains("# unsure: the header has a name several times", "# unsure: the times have no offset");
        assertThat(err.toString()).contains("60 rows give");
    }

    @Test
    void aRecognisedLogNeedsNoMapping() throws Exception {
        write("log.csv", log("time,cell,rsrp_dbm\n", second -> START.plusSeconds(second) + ",26843521,-90\n"));

        assertThat(run(new MappingCommand(), path("log.csv"))).isZero();

        assertThat(out.toString()).isEmpty();
        assertThat(err.toString())
                .contains("is recognised: format csv. No mapping is needed: wayside ingest --carrier ID");
    }

    @Test
    void aBaseStationAloneIsNotTakenForACell() throws Exception {
        write("log.csv", log("time;netz;eNB;RSRP\n", second -> START.plusSeconds(second) + ";26201;104857;-90\n"));

        assertThat(run(new MappingCommand(), path("log.csv"))).isZero();

        assertThat(out.toString())
                .contains("carrier: {from: netz}", "# missing: cell: eNB is a base station", "#cell: {from: COLUMN}");
    }

    @Test
    void numbersWithTheirUnitAreFound() throws Exception {
        write(
                "log.csv",
                log(
                        "Time|PLMN|ECI|RSRP|DL\n",
                        second -> "2026-03-10 07:00:%02d UTC|26201|26843521|%d dBm|12.5 Mbps\n"
                                .formatted(second, -90 - second % 5)));

        assertThat(run(new MappingCommand(), path("log.csv"))).isZero();

        assertThat(out.toString())
                .contains("rsrp_dbm: {from: RSRP}", "downlink_bps: {from: DL, unit: Mbit/s}")
                .doesNotContain("no offset");
        assertThat(err.toString()).contains("60 rows give 60 samples in 1 cells; 0 left out, 0 rejected");
    }

    @Test
    void aLevelWithoutItsSignIsNotTakenForAsu() throws Exception {
        write("low.csv", log("time,plmn,eci,rsrp\n", second -> row(second) + (100 + second % 5) + "\n"));
        write("both.csv", log("time,plmn,eci,rsrp\n", second -> row(second) + (90 + second % 5) + "\n"));
        write(
                "asu.csv",
                log("time,plmn,eci,asu\n", second -> row(second) + (second == 7 ? 99 : 45 + second % 5) + "\n"));

        assertThat(run(new MappingCommand(), path("low.csv"))).isZero();
        assertThat(out.toString()).contains("rsrp_dbm: {from: rsrp, factor: -1}");
        assertThat(run(new MappingCommand(), path("both.csv"))).isZero();
        assertThat(out.toString())
                .contains(
                        "# missing: rsrp_dbm",
                        "#rsrp_dbm: {from: rsrp, offset: -140}",
                        "#rsrp_dbm: {from: rsrp, factor: -1}")
                .doesNotContain("\n  rsrp_dbm");
        assertThat(run(new MappingCommand(), path("asu.csv"))).isZero();
        assertThat(out.toString()).contains("rsrp_dbm: {from: asu, offset: -140, missing: [\"99\"]}");
        assertThat(err.toString()).contains("60 rows give", "1 rejected");
    }

    @Test
    void aNameWithALineBreakEndsNoComment() throws Exception {
        write(
                "log.jsonl",
                log(
                        "",
                        second ->
                                "{\"time\\n#x\":\"%s\",\"a: \\r\\n- {\":1,\"eci\":26843521,\"plmn\\u2028\":\"26201\",\"rsrp\":%d}\n"
                                        .formatted(START.plusSeconds(second), -90 - second % 5)));

        assertThat(run(new MappingCommand(), path("log.jsonl"))).isZero();

        assertThat(err.toString()).contains("60 rows give 60 samples in 1 cells");
    }

    private static String row(int second) {
        return START.plusSeconds(second) + ",26201,26843521,";
    }

    @Test
    void aRecognisedLogThatCannotBeStoredAsItIsGetsAMapping() throws Exception {
        write(
                "log.csv",
                log("time;carrier;cell;rsrp_dbm\n", second -> START.plusSeconds(second) + ";262-01;26843521;-90,5\n"));

        assertThat(run(new MappingCommand(), path("log.csv"))).isZero();

        assertThat(out.toString()).contains("decimal: \",\"");
        assertThat(err.toString())
                .contains("is recognised: format csv. But as it is,")
                .contains("60 samples");
    }

    @Test
    void aFileIsNeverOverwrittenAndATextIsNoLog() throws Exception {
        write("log.csv", "a letter\nto my aunt\n");
        write("app.yaml", "mine");

        assertThat(run(new MappingCommand(), "--out", path("app.yaml"), path("log.csv")))
                .isEqualTo(2);
        assertThat(err.toString()).contains("exists; name a new file");
        assertThat(folder.resolve("app.yaml")).hasContent("mine");
        assertThat(run(new MappingCommand(), path("log.csv"))).isEqualTo(65);
        assertThat(err.toString()).contains("no separator makes three or more columns");
    }

    /** A minute of rows below a header. */
    private static String log(String header, IntFunction<String> rows) {
        StringBuilder log = new StringBuilder(header);
        for (int second = 0; second < 60; second++) {
            log.append(rows.apply(second));
        }
        return log.toString();
    }

    private int run(Callable<Integer> command, String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return new CommandLine(command)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    private void write(String name, String text) throws Exception {
        Files.writeString(folder.resolve(name), text, StandardCharsets.UTF_8);
    }
}
