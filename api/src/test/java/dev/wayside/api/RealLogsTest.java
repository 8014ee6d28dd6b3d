package dev.wayside.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wayside.api.http.WaysideService;
import dev.wayside.kvstore.HistoryStore;
import dev.wayside.kvstore.StoreSettings;
import dev.wayside.kvstore.Visit;
import dev.wayside.kvstore.rocksdb.RocksDbHistoryStore;
import dev.wayside.traceingest.IngestListener;
import dev.wayside.traceingest.IngestReport;
import dev.wayside.traceingest.IngestSettings;
import dev.wayside.traceingest.IngestSummary;
import dev.wayside.traceingest.Ingestion;
import dev.wayside.traceingest.LogVisits;
import dev.wayside.traceingest.row.Rejection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** Real drives, read from the folder that WAYSIDE_DATASETS names; they are not part of the project. */
@EnabledIfEnvironmentVariable(named = "WAYSIDE_DATASETS", matches = ".+", disabledReason = "no real logs here")
class RealLogsTest {

    /** One row a second; the cars drove in Cork. */
    private static final StoreSettings CORK = new StoreSettings(1_000, 10, 1, 5_000, 3_000, ZoneId.of("Europe/Dublin"));

    private static final StoreSettings DAKAR = new StoreSettings(1_000, 10, 1, 5_000, 3_000, ZoneId.of("Africa/Dakar"));

    private static final String HELD_OUT = "B_2020.02.13";
    private static final int SECONDS_BETWEEN_QUESTIONS = 30;

    @TempDir
    private Path folder;

    @Test
    void corkIsIngestedWholeAndWhatIsRejectedIsExplained() throws Exception {
        List<Path> logs = logs("ucc-5g", ".csv");
        IngestSummary summary = ingest("cork", CORK, logs);
        PlainCount expected = PlainCount.of(logs, ",", "NetworkMode", "RSRP");

        assertOnlyTheExplainedIsRejected(summary, expected);
        assertThat(summary.mergedRows()).isPositive().isLessThanOrEqualTo(expected.repeatedSeconds);
        assertThat(summary.days()).hasSize(21);
        assertThat(summary.windows()).isGreaterThan(100_000);
    }

    @Test
    void dakarIsIngestedWholeAndWhatIsRejectedIsExplained() throws Exception {
        List<Path> logs = logs("gnettrack-dakar-3op", "_log.txt");
        IngestSummary summary = ingest("dakar", DAKAR, List.of(datasets().resolve("gnettrack-dakar-3op")));
        PlainCount expected = PlainCount.of(logs, "\t", "NetworkTech", "Level");

        assertOnlyTheExplainedIsRejected(summary, expected);
        assertThat(summary.uncoveredRows()).isEqualTo(expected.uncovered);
        // The data tests next to the logs, except those of a phone that was mostly on 3G.
        assertThat(summary.performanceRows()).isPositive();
        assertThat(summary.cells().stream().map(cell -> cell.carrier()).distinct())
                .containsExactlyInAnyOrder("608-01", "608-02", "608-03");
    }

    @Test
    void aDayThatTheHistoryHasNotSeenIsPredictedFromOtherDays() throws Exception {
        List<Path> all = logs("ucc-5g", ".csv");
        List<Path> heldOut = all.stream().filter(RealLogsTest::isHeldOut).toList();
        ingest("other-days", CORK, all.stream().filter(log -> !isHeldOut(log)).toList());

        List<JsonNode> predictions = new ArrayList<>();
        try (HistoryStore store = RocksDbHistoryStore.open(folder.resolve("other-days"));
                WaysideService service = WaysideService.start(store, "127.0.0.1", 0)) {
            PredictionCaller caller = new PredictionCaller(service.port());
            for (Path log : heldOut) {
                List<Visit> visits = new LogVisits(CORK, IngestSettings.DEFAULT).read(log);
                for (AskedMoment moment : AskedMoment.of(visits, CORK, 10, SECONDS_BETWEEN_QUESTIONS)) {
                    predictions.add(caller.ask(moment.observation(true)));
                }
            }
        }

        List<JsonNode> answered =
                predictions.stream().filter(p -> !p.path("matches").isEmpty()).toList();
        System.out.printf(
                "held-out day: %d of %d questions answered from other days, %d with confidence 0.5 or more%n",
                answered.size(),
                predictions.size(),
                answered.stream()
                        .filter(p -> p.path("confidence").asDouble() >= 0.5)
                        .count());
        // 44 of the day's 50 cells were seen on other days.
        assertThat(answered.size()).isGreaterThan(predictions.size() / 2);
        assertThat(days(answered)).hasSizeGreaterThan(5).doesNotContain(LocalDate.of(2020, 2, 13));
        assertThat(answered)
                .anySatisfy(p -> assertThat(p.path("performance")
                                .path("downlinkBps")
                                .path("mean")
                                .asDouble())
                        .isPositive());
    }

    private static void assertOnlyTheExplainedIsRejected(IngestSummary summary, PlainCount expected) {
        assertThat(summary.rows() - summary.performanceRows()).isEqualTo(expected.rows);
        Map<Rejection, Long> rejected = new HashMap<>(Map.of(
                Rejection.OTHER_TECHNOLOGY, expected.otherTechnology, Rejection.RSRP_MISSING, expected.unmeasured));
        if (expected.unknownCell > 0) {
            rejected.put(Rejection.CELL_UNKNOWN, expected.unknownCell);
        }
        assertThat(summary.rejectedRows()).isEqualTo(rejected);
    }

    private IngestSummary ingest(String name, StoreSettings settings, List<Path> logs) throws Exception {
        try (HistoryStore store = RocksDbHistoryStore.openOrCreate(folder.resolve(name), settings)) {
            IngestReport report = Ingestion.into(store, IngestSettings.DEFAULT, new IngestListener() {})
                    .run(logs);
            assertThat(report.failures()).isEmpty();
            return report.total();
        }
    }

    private static Set<LocalDate> days(List<JsonNode> predictions) {
        Set<LocalDate> days = new HashSet<>();
        for (JsonNode prediction : predictions) {
            prediction
                    .path("matches")
                    .forEach(match -> days.add(LocalDate.parse(match.path("day").asText())));
        }
        return days;
    }

    private static boolean isHeldOut(Path log) {
        return log.getFileName().toString().startsWith(HELD_OUT);
    }

    private static List<Path> logs(String dataset, String ending) throws IOException {
        try (Stream<Path> files = Files.walk(datasets().resolve(dataset))) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        }
    }

    private static Path datasets() {
        return Path.of(System.getenv("WAYSIDE_DATASETS"));
    }

    /** The same logs counted by splitting lines, without anything of Wayside. */
    private static final class PlainCount {

        private static final Set<String> WITH_RSRP = Set.of("LTE", "5G", "4G");

        private long rows;
        private long otherTechnology;
        private long unmeasured;
        private long unknownCell;
        private long uncovered;
        private long repeatedSeconds;

        private static PlainCount of(List<Path> logs, String separator, String technology, String level)
                throws IOException {
            PlainCount count = new PlainCount();
            for (Path log : logs) {
                List<String> lines = Files.readAllLines(log);
                List<String> header = List.of(lines.get(0).split(separator));
                String second = "";
                for (String line : lines.subList(1, lines.size())) {
                    String[] fields = line.split(separator, -1);
                    boolean known = !header.contains("Node")
                            || !fields[header.indexOf("Node")].equals("0")
                            || !fields[header.indexOf("CellID")].equals("0");
                    count.add(fields[header.indexOf(technology)], fields[header.indexOf(level)], known);
                    count.repeatedSeconds += fields[0].equals(second) ? 1 : 0;
                    second = fields[0];
                }
            }
            return count;
        }

        private void add(String technology, String level, boolean knownCell) {
            rows++;
            if (technology.equals("--")) {
                uncovered++;
            } else if (!WITH_RSRP.contains(technology)) {
                otherTechnology++;
            } else if (Double.parseDouble(level) < -156 || Double.parseDouble(level) > -31) {
                unmeasured++;
            } else if (!knownCell) {
                unknownCell++;
            }
        }
    }
}
