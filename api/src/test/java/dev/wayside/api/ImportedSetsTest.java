package dev.wayside.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

import dev.wayside.kvstore.HistoryStore;
import dev.wayside.kvstore.StoreSettings;
import dev.wayside.kvstore.rocksdb.RocksDbHistoryStore;
import dev.wayside.traceingest.IngestListener;
import dev.wayside.traceingest.IngestReport;
import dev.wayside.traceingest.IngestSettings;
import dev.wayside.traceingest.IngestSummary;
import dev.wayside.traceingest.Ingestion;
import dev.wayside.traceingest.format.LogReading;
import dev.wayside.traceingest.row.Rejection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** The public sets of formats other than Wayside's own, each held against a count of its lines without Wayside. */
@EnabledIfEnvironmentVariable(named = "WAYSIDE_DATASETS", matches = ".+", disabledReason = "no real logs here")
class ImportedSetsTest {

    @TempDir
    private Path folder;

    @Test
    void germanTrainsAreIngestedWholeWithTheirRoundTripTimes() throws Exception {
        IngestSummary summary = ingest(settings(2_000, 6_000, "Europe/Berlin"), "db-train-3op", LogReading.AS_LOGGED);

        long rows = 0;
        long uncovered = 0;
        long otherTechnology = 0;
        long unmeasured = 0;
        Set<String> cells = new HashSet<>();
        Set<String> days = new HashSet<>();
        for (String line : lines("db-train-3op", "Netzverf")) {
            String[] fields = line.split(",", -1);
            rows++;
            boolean measured = !fields[12].equals("-") && !fields[8].equals("-");
            boolean withRsrp = fields[1].equals("4G") || fields[1].equals("5G");
            uncovered += fields[1].equals("kein Netz") ? 1 : 0;
            otherTechnology += fields[1].equals("2G") ? 1 : 0;
            unmeasured += withRsrp && !measured ? 1 : 0;
            if (withRsrp && measured) {
                cells.add(fields[6] + "-" + fields[7] + "/" + fields[8]);
                days.add(fields[18]);
            }
        }
        assertThat(summary.rows() - summary.performanceRows()).isEqualTo(rows);
        assertThat(summary.uncoveredRows()).isEqualTo(uncovered);
        assertThat(summary.rejectedRows())
                .isEqualTo(Map.of(Rejection.OTHER_TECHNOLOGY, otherTechnology, Rejection.RSRP_MISSING, unmeasured));
        assertThat(cells(summary)).isEqualTo(cells);
        assertThat(summary.days()).hasSize(days.size()).hasSize(3);
        // All but what was logged while the other app rested.
        long roundTrips = lines("db-train-3op", "netzlog").size();
        assertThat(summary.performanceRows()).isBetween(roundTrips * 95 / 100, roundTrips);
    }

    @Test
    void taipeiMetroIsIngestedWholeByPlaceAndBandLock() throws Exception {
        IngestSummary summary =
                ingest(settings(1_000, 3_000, "Asia/Taipei"), "taipei-mrt-wmnlab", LogReading.AS_LOGGED);

        long rows = 0;
        long cut = 0;
        long unmeasured = 0;
        Set<String> cells = new HashSet<>();
        Set<String> days = new HashSet<>();
        for (Path log : logs("taipei-mrt-wmnlab", "")) {
            if (!log.toString().endsWith(".csv")) {
                continue;
            }
            String name = log.getFileName().toString().replace(".csv", "");
            boolean named = name.contains("#");
            String lock = named ? name.substring(name.indexOf('#') + "#01_".length()) : "All";
            String direction = !named ? "run" : name.charAt(name.indexOf('#') + 2) % 2 == 1 ? "odd" : "even";
            long first = -1;
            for (String line : linesOf(log)) {
                String[] fields = line.split(",", -1);
                rows++;
                boolean whole = fields.length == 30;
                cut += whole ? 0 : 1;
                if (whole) {
                    long second = LocalDateTime.parse(fields[0].strip().replace(' ', 'T'))
                            .toEpochSecond(ZoneOffset.UTC);
                    first = first < 0 ? second : first;
                    boolean measured = Double.parseDouble(fields[12]) != 0;
                    unmeasured += measured ? 0 : 1;
                    if (measured) {
                        long place = (second - first) / 30 * 30;
                        cells.add(lock + "/" + direction + "-" + "%03d".formatted(place));
                        days.add(fields[0].substring(0, 10));
                    }
                }
            }
        }
        assertThat(summary.rows()).isEqualTo(rows);
        assertThat(summary.rejectedRows())
                .isEqualTo(Map.of(Rejection.COLUMNS_WRONG, cut, Rejection.RSRP_MISSING, unmeasured));
        assertThat(cells(summary)).isEqualTo(cells);
        assertThat(summary.days()).hasSize(days.size()).hasSize(7);
    }

    @Test
    void theAmericanDriveIsIngestedWholeAndItsLostPingsCounted() throws Exception {
        Map<String, String> carriers = Map.of(
                "R5CRA0E07EF", "att",
                "1C081FDEE002AL", "verizon",
                "12041FDD4002ET", "tmobile",
                "26151JEGR00870", "tmobile");
        IngestSummary summary = ingest(
                settings(200, 3_000, "America/New_York"),
                "imc23-wheels-3op",
                LogReading.AS_LOGGED.withCarriers(carriers));

        Pattern answer = Pattern.compile("icmp_seq=(\\d+) .*ms$");
        long answers = 0;
        long lost = 0;
        for (Path log : logs("imc23-wheels-3op", ".gz")) {
            int last = -1;
            for (String line : linesOf(log)) {
                Matcher ping = answer.matcher(line);
                if (line.contains(": PING ")) {
                    last = 0;
                } else if (ping.find()) {
                    int sequence = Integer.parseInt(ping.group(1));
                    answers++;
                    lost += last >= 0 && sequence > last ? sequence - last - 1 : 0;
                    last = Math.max(last, sequence);
                }
            }
        }
        // A few reports of signal before the first answer make rows too.
        assertThat(summary.rows()).isBetween(answers + lost, answers + lost + 100);
        assertThat(summary.performanceRows()).isGreaterThanOrEqualTo(lost);
        assertThat(summary.rejectedRows()).isEmpty();
        assertThat(summary.cells().stream().map(cell -> cell.carrier()).distinct())
                .containsExactlyInAnyOrder("att", "verizon", "tmobile");
        assertThat(summary.days()).hasSize(1);
    }

    @Test
    void aRomesExportIsIngestedByTheMappingThatItsHeaderFits() throws Exception {
        IngestSummary summary =
                ingest(settings(500, 3_000, "Europe/Berlin"), "samples", LogReading.AS_LOGGED.withCarrier("ours"));

        List<Path> logs = logs("samples", ".csv.gz");
        List<String> header = List.of(textOf(logs.get(0)).get(0).split(";", -1));
        int cell = header.indexOf("LTE UE_PCell_PCI, PCI[MCG-PCell] : [1]");
        int band = header.indexOf("LTE UE_PCell_LTE Band, LTE Band[MCG-PCell] : [1]");
        int rsrp = header.indexOf("LTE UE_PCell_RSRP, RSRP[MCG-PCell] [dBm] : [1]");
        long rows = 0;
        long silent = 0;
        long unmeasured = 0;
        Set<String> cells = new HashSet<>();
        for (String line : linesOf(logs.get(0))) {
            String[] fields = line.split(";", -1);
            rows++;
            boolean served = !fields[cell].equals("?");
            boolean measured = !fields[rsrp].equals("?");
            silent += served || measured ? 0 : 1;
            unmeasured += served && !measured ? 1 : 0;
            if (served && measured) {
                cells.add("ours/" + fields[band] + "-" + fields[cell]);
            }
        }
        assertThat(summary.rows()).isEqualTo(rows);
        assertThat(summary.performanceRows()).isEqualTo(silent);
        assertThat(summary.rejectedRows()).isEqualTo(Map.of(Rejection.RSRP_MISSING, unmeasured));
        assertThat(cells(summary)).isEqualTo(cells);
        assertThat(summary.days()).hasSize(1);
    }

    private static StoreSettings settings(int intervalMillis, int gapMillis, String zone) {
        int lookAheadMillis = Math.max(1, Math.round(5_000f / intervalMillis)) * intervalMillis;
        return new StoreSettings(intervalMillis, 10, 1, lookAheadMillis, gapMillis, ZoneId.of(zone));
    }

    private IngestSummary ingest(StoreSettings settings, String dataset, LogReading reading) throws Exception {
        try (HistoryStore store = RocksDbHistoryStore.openOrCreate(folder.resolve(dataset), settings)) {
            IngestReport report = Ingestion.into(
                            store, IngestSettings.DEFAULT.withReading(reading), new IngestListener() {})
                    .run(List.of(datasets().resolve(dataset)));
            assertThat(report.failures()).isEmpty();
            return report.total();
        }
    }

    private static Set<String> cells(IngestSummary summary) {
        return summary.cells().stream()
                .map(cell -> cell.carrier() + "/" + cell.cellId())
                .collect(Collectors.toSet());
    }

    /** The rows of all logs whose names begin so. */
    private static List<String> lines(String dataset, String beginning) throws IOException {
        List<String> lines = new ArrayList<>();
        for (Path log : logs(dataset, ".csv")) {
            if (log.getFileName().toString().startsWith(beginning)) {
                lines.addAll(linesOf(log));
            }
        }
        return lines;
    }

    /** Without the header and blank lines. */
    private static List<String> linesOf(Path log) throws IOException {
        List<String> text = textOf(log);
        return text.subList(1, text.size()).stream()
                .filter(line -> !line.isBlank())
                .toList();
    }

    private static List<String> textOf(Path log) throws IOException {
        try (InputStream file = Files.newInputStream(log);
                InputStream text = log.toString().endsWith(".gz") ? new GZIPInputStream(file) : file;
                BufferedReader lines = new BufferedReader(new InputStreamReader(text, StandardCharsets.UTF_8))) {
            return lines.lines().toList();
        }
    }

    private static List<Path> logs(String dataset, String ending) throws IOException {
        try (Stream<Path> files = Files.walk(datasets().resolve(dataset))) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        }
    }

    private static Path datasets() {
        return Path.of(System.getenv("WAYSIDE_DATASETS"));
    }
}
