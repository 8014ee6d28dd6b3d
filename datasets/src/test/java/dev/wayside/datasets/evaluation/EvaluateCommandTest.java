package dev.wayside.datasets.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wayside.datasets.estimate.Calibration;
import dev.wayside.datasets.line.GenerateCommand;
import dev.wayside.kvstore.HistoryStore;
import dev.wayside.kvstore.rocksdb.RocksDbHistoryStore;
import dev.wayside.traceingest.IngestCommand;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** From a generated line through the real store to the report. */
final class EvaluateCommandTest {

    @TempDir
    private Path folder;

    private final StringWriter stdout = new StringWriter();
    private final StringWriter stderr = new StringWriter();

    @Test
    void scoresALineTheSameWayTwice() throws IOException {
        ingestLine(3);

        assertThat(evaluate("--json", path("first.json"), "--html", path("report.html")))
                .isZero();
        String table = stdout.toString();
        assertThat(evaluate("--json", path("second.json"))).isZero();

        assertThat(table)
                .contains(
                        "3 days",
                        "downlink_bps, 5 s",
                        "linear-stack",
                        "failure or outage within 5 s",
                        "10 s is left out")
                .doesNotContain("NaN", "Infinity");
        assertThat(folder.resolve("second.json")).hasSameTextualContentAs(folder.resolve("first.json"));
        JsonNode downlink = target(new ObjectMapper().readTree(Files.readString(folder.resolve("first.json"))));
        assertThat(change(downlink, "stack-by-visit")).isNegative();
        assertThat(change(downlink, "mean-5s")).isZero();
        assertThatThePageNeedsNoNetwork();
    }

    @Test
    void oneDayLeavesNothingOut() {
        ingestLine(1);

        assertThat(evaluate()).isEqualTo(65);
        assertThat(stderr.toString()).contains("one day", "at least two days");
    }

    @Test
    void aConstantSeriesIsForetoldExactly() throws IOException {
        for (int day = 1; day <= 2; day++) {
            Files.writeString(Files.createDirectories(folder.resolve("line")).resolve(day + ".csv"), constantDay(day));
        }
        assertThat(run(new IngestCommand(), "--store", path("store"), path("line")))
                .isZero();

        assertThat(evaluate("--json", path("constant.json")))
                .as(stderr.toString())
                .isZero();

        String table = stdout.toString();
        assertThat(table)
                .contains("handover is left out", "UPLINK_BPS is left out")
                .doesNotContain("NaN", "Infinity");
        JsonNode downlink = target(new ObjectMapper().readTree(Files.readString(folder.resolve("constant.json"))));
        assertThat(change(downlink, "linear-stack")).isBetween(0.0, 1.0);
    }

    @Test
    void anUnknownCarrierLeavesNothing() {
        ingestLine(2);

        assertThat(evaluate("--carrier", "nobody")).isEqualTo(65);
        assertThat(stderr.toString()).contains("nothing is there", "wayside stats");
    }

    @Test
    void aStoreIsCalibratedOnceUntilItGrows() {
        ingestLine(3);

        assertThat(calibrate()).as(stderr.toString()).isZero();
        assertThat(stdout.toString())
                .contains("3 days", "downlink_bps", "failure or outage")
                .doesNotContain("NaN");
        Calibration first = calibration();
        assertThat(first.quantities()).isNotEmpty().allSatisfy(quantity -> {
            assertThat(quantity.error()).isLessThanOrEqualTo(quantity.errorOfMean5s());
            assertThat(quantity.intervals()).isNotNull();
        });
        assertThat(first.events()).isNotEmpty();

        assertThat(calibrate()).isZero();
        assertThat(stdout.toString()).contains("up to date");
        assertThat(calibrate("--again")).isZero();
        assertThat(calibration()).isEqualTo(first);

        ingestLine(4);
        assertThat(calibrate("--visit-time", "2")).isZero();
        assertThat(calibration().days()).isEqualTo(4);
        assertThat(calibration().visitTimeDbPerSecond()).isEqualTo(2);

        spoilTheCalibration();
        assertThat(calibrate()).isNotZero();
        assertThat(stderr.toString()).contains("run wayside calibrate --again");
        assertThat(calibrate("--again")).isZero();
        assertThat(calibration().days()).isEqualTo(4);
    }

    @Test
    void thereIsNothingToCalibrateOnOneDay() {
        ingestLine(1);

        assertThat(calibrate()).isEqualTo(65);
        assertThat(stderr.toString()).contains("one day", "at least two days");
    }

    @Test
    void rareQuestionsAreRefusedByName() {
        assertThat(evaluate("--every", "0")).isEqualTo(2);
        assertThat(stderr.toString()).contains("--every must lie above 0");
        assertThat(evaluate("--html", path("nowhere/report.html"))).isEqualTo(2);
        assertThat(stderr.toString()).contains("report.html cannot be written");
        assertThat(evaluate("--visit-time", "-1")).isEqualTo(2);
        assertThat(stderr.toString()).contains("--visit-time must lie between 0");
    }

    /** The library names XML namespaces, which nobody fetches. */
    private void assertThatThePageNeedsNoNetwork() throws IOException {
        String page = Files.readString(folder.resolve("report.html"));
        String library = page.substring(page.indexOf("<script>"), page.indexOf("</script>"));
        assertThat(library).contains("Apache").doesNotContainPattern("(src|href)\\s*=\\s*[\"']https?:");
        assertThat(page.replace(library, ""))
                .contains("downlink_bps")
                .doesNotContain("http:", "https:", "<link", "@import", "NaN", "/*LIBRARY*/", "/*REPORT*/");
    }

    private static JsonNode target(JsonNode report) {
        for (JsonNode target : report.get("quantities")) {
            if (target.get("quantity").asText().equals("downlink_bps")
                    && target.get("horizon").asText().equals("5 s")) {
                return target;
            }
        }
        throw new AssertionError("the downlink over 5 s is not scored");
    }

    private static double change(JsonNode target, String rule) {
        for (JsonNode score : target.get("rules")) {
            if (score.get("rule").asText().equals(rule)) {
                return score.get("rmseChange").asDouble();
            }
        }
        throw new AssertionError(rule + " is not scored");
    }

    private static String constantDay(int day) {
        StringBuilder csv = new StringBuilder("time,carrier,cell,rsrp_dbm,downlink_bps\n");
        for (int second = 0; second < 240; second++) {
            csv.append("2026-03-0%dT07:0%d:%02dZ,one,7,-90,5000000\n".formatted(day, second / 60, second % 60));
        }
        return csv.toString();
    }

    private void ingestLine(int days) {
        int generated = run(
                new GenerateCommand(),
                "--out",
                path("line"),
                "--length-km",
                "10",
                "--days",
                "" + days,
                "--carriers",
                "cmcc");
        assertThat(generated).as(stderr.toString()).isZero();
        assertThat(run(new IngestCommand(), "--store", path("store"), path("line")))
                .as(stderr.toString())
                .isZero();
    }

    private int evaluate(String... more) {
        return run(new EvaluateCommand(), onStore(more));
    }

    private int calibrate(String... more) {
        return run(new CalibrateCommand(), onStore(more));
    }

    private Calibration calibration() {
        try (HistoryStore store = RocksDbHistoryStore.openReadOnly(folder.resolve("store"))) {
            return Calibration.in(store).orElseThrow();
        }
    }

    private void spoilTheCalibration() {
        try (HistoryStore store = RocksDbHistoryStore.open(folder.resolve("store"))) {
            store.keepCalibration(new byte[] {'{'});
        }
    }

    private String[] onStore(String... more) {
        String[] arguments = new String[2 + more.length];
        arguments[0] = "--store";
        arguments[1] = path("store");
        System.arraycopy(more, 0, arguments, 2, more.length);
        return arguments;
    }

    private int run(Object command, String... arguments) {
        return new CommandLine(command)
                .setOut(new PrintWriter(stdout, true))
                .setErr(new PrintWriter(stderr, true))
                .execute(arguments);
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }
}
