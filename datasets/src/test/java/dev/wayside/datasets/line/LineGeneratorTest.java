package dev.wayside.datasets.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LineGeneratorTest {
    private static final LocalDate DAY_1 = LocalDate.of(2026, 1, 5);
    private static final LineSettings SHORT =
            LineSettings.defaults().withLength(15, 1).withDays(DAY_1, 2);

    @TempDir
    private Path folder;

    @Test
    void equalSettingsGiveEqualFiles() throws IOException {
        LineSummary first = write(SHORT, "first");
        LineSummary second = write(SHORT, "second");

        assertThat(second).isEqualTo(first);
        assertThat(files("first")).hasSize(7);
        for (String file : files("first")) {
            assertThat(folder.resolve("second").resolve(file)).hasSameBinaryContentAs(folder.resolve("first/" + file));
        }
    }

    @Test
    void anotherSeedIsAnotherLine() throws IOException {
        write(SHORT, "one");
        write(SHORT.withSeed(2), "two");

        assertThat(rows("one", "2026-01-05/cmcc.csv.gz")).isNotEqualTo(rows("two", "2026-01-05/cmcc.csv.gz"));
    }

    @Test
    void aDayAloneIsTheSameAsAmongOthers() throws IOException {
        write(SHORT, "both");
        write(SHORT.withDays(DAY_1.plusDays(1), 1), "second day");

        for (String carrier : LineSettings.KNOWN_CARRIERS) {
            String file = "2026-01-06/" + carrier + ".csv.gz";
            assertThat(rows("second day", file)).isEqualTo(rows("both", file));
        }
    }

    @Test
    void aCarrierAloneIsTheSameAsAmongOthers() throws IOException {
        write(SHORT, "all");
        write(SHORT.withCarriers(List.of("ctcc")), "one");

        assertThat(rows("one", "2026-01-05/ctcc.csv.gz")).isEqualTo(rows("all", "2026-01-05/ctcc.csv.gz"));
    }

    @Test
    void daysAndCarriersDiffer() throws IOException {
        write(SHORT, "line");

        assertThat(columns("2026-01-05/cmcc.csv.gz", 3)).isNotEqualTo(columns("2026-01-06/cmcc.csv.gz", 3));
        assertThat(columns("2026-01-05/cmcc.csv.gz", 2)).isNotEqualTo(columns("2026-01-05/cucc.csv.gz", 2));
    }

    @Test
    void rowsAreCanonical() throws IOException {
        LineSummary summary = write(SHORT, "line");

        long rows = 0;
        for (String file : files("line")) {
            if (file.endsWith(".csv.gz")) {
                List<String> lines = rows("line", file);
                assertThat(lines.get(0)).isEqualTo(String.join(",", CanonicalCsv.HEADER));
                lines.subList(1, lines.size()).forEach(LineGeneratorTest::checkRow);
                rows += lines.size() - 1;
            }
        }
        assertThat(summary.rows()).isEqualTo(rows);
        assertThat(summary.files()).isEqualTo(6);
    }

    private static void checkRow(String line) {
        String connected = "\\d+,-\\d+\\.\\d{4},\\d+,\\d+,\\d+\\.\\d,[01]\\.\\d{5},";
        String cutOff = ",,0,0,,1,";
        String place = "\\d+\\.\\d{6},\\d+\\.\\d{6},\\d+\\.\\d{2},";
        assertThat(line)
                .matches("2026-01-0[56]T0[67]:\\d\\d:\\d\\d\\.\\d{3}Z,c[mut]cc,(" + connected + "|" + cutOff + ")"
                        + place + "(handover|handover_failure|outage)?");
        if (line.contains(cutOff)) {
            assertThat(line).endsWith(",");
        }
    }

    @Test
    void refusesAFolderThatHoldsAnotherLine() throws IOException {
        write(SHORT, "line");

        assertThatThrownBy(() -> write(SHORT.withSeed(2), "line"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("another line");
    }

    @Test
    void tellsOfEachFileWhenItIsComplete() throws IOException {
        List<Path> told = new ArrayList<>();
        new LineGenerator(SHORT).write(folder, file -> {
            assertThat(file).exists();
            told.add(file);
        });
        assertThat(told).hasSize(6).doesNotHaveDuplicates();
    }

    @Test
    void aRunCutShortLeavesNoHalfFile() {
        assertThatThrownBy(() -> new LineGenerator(SHORT).write(folder.resolve("cut"), file -> {
                    throw new IllegalStateException("cut");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> {
                    try (CanonicalCsv csv = new CanonicalCsv(folder.resolve("cut/half.csv.gz"), "cmcc")) {
                        throw new IOException("disk full after " + csv.rows() + " rows");
                    }
                })
                .hasMessageContaining("disk full");
        assertThat(folder.resolve("cut").toFile().list()).containsExactlyInAnyOrder("line.json", "2026-01-05");
    }

    private LineSummary write(LineSettings settings, String name) throws IOException {
        return new LineGenerator(settings).write(folder.resolve(name), file -> {});
    }

    private List<String> files(String name) throws IOException {
        Path root = folder.resolve(name);
        try (Stream<Path> paths = Files.walk(root)) {
            return paths.filter(Files::isRegularFile)
                    .map(path -> root.relativize(path).toString())
                    .sorted()
                    .toList();
        }
    }

    private List<String> columns(String file, int column) throws IOException {
        return rows("line", file).stream()
                .map(line -> line.split(",", -1)[column])
                .toList();
    }

    private List<String> rows(String name, String file) throws IOException {
        try (InputStream raw = Files.newInputStream(folder.resolve(name).resolve(file));
                BufferedReader reader =
                        new BufferedReader(new InputStreamReader(new GZIPInputStream(raw), StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        }
    }
}
