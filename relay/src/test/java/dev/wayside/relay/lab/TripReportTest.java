package dev.wayside.relay.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TripReportTest {

    private static final Scenario SCENARIO = new Scenario(
            "a trip",
            List.of(new Scenario.Carrier(
                    "cmcc",
                    10,
                    Optional.empty(),
                    20,
                    Optional.empty(),
                    0,
                    null,
                    Optional.empty(),
                    Optional.empty(),
                    0)),
            Scenario.Workload.TRIP,
            36,
            0,
            List.of(Scenario.Contender.MIN_RTT, Scenario.Contender.UTILITY),
            Optional.empty());

    @TempDir
    private Path folder;

    /**
     * Logarithms of the ratios are 0, ln 2 and ln 4: mean 0.6931, deviation 0.6931. Student's t of 2 degrees of freedom
     * at 97.5 % is 4.3027, so that the half width is 4.3027 * 0.6931 / sqrt(3) = 1.7219 (the table of t).
     */
    @Test
    void ratiosAreOfTheSameLinesAndHaveIntervals() throws Exception {
        Path file = folder.resolve("trip.ndjson");
        TripResults results = TripResults.open(file, 36);
        double[] ratios = {1, 2, 4};
        for (int seed = 1; seed <= 3; seed++) {
            results.add(seed, Scenario.Contender.MIN_RTT, Map.of("goodput_bps", List.of(seed * 1e6)));
            results.add(
                    seed, Scenario.Contender.UTILITY, Map.of("goodput_bps", List.of(seed * 1e6 * ratios[seed - 1])));
        }
        results.add(4, Scenario.Contender.UTILITY, Map.of("goodput_bps", List.of(9e9)));

        TripResults read = TripResults.open(file, 36);
        assertThat(read.hasAll(3, SCENARIO.contenders())).isTrue();
        assertThat(read.hasAll(4, SCENARIO.contenders())).isFalse();
        StringWriter out = new StringWriter();
        new TripReport(read).print(SCENARIO, new PrintWriter(out));
        assertThat(out.toString()).contains("min_rtt (3 lines)", "utility (4 lines)");
        assertThat(out.toString())
                .containsPattern(
                        "all bytes, ratio +utility/min_rtt\\s+line 1 +1\\.00\\s+line 2 +2\\.00\\s+line 3 +4\\.00"
                                + "\\s+line 4 +-\\s+mean +2\\.00 \\(0\\.357 \\.\\. 11\\.2\\)");
    }

    /** Of 1, 2 and 3 the mean is 2, the deviation 1, and the half width 4.3027 / sqrt(3) = 2.484. */
    @Test
    void figuresAreByLineWithAMeanAndItsInterval() throws Exception {
        TripResults results = TripResults.open(folder.resolve("trip.ndjson"), 36);
        for (int seed = 1; seed <= 3; seed++) {
            results.add(seed, Scenario.Contender.UTILITY, Map.of("file_ms_256k", List.of(seed - 0.5, seed + 0.5)));
        }
        StringWriter out = new StringWriter();
        new TripReport(results).print(SCENARIO, new PrintWriter(out));
        assertThat(out.toString())
                .containsPattern("a file of 256 KB, ms +utility\\s+line 1 +1\\.00\\s+line 2 +2\\.00\\s+line 3 +3\\.00"
                        + "\\s+mean +2\\.00 \\+- 2\\.48");
    }

    @Test
    void stretchesOfAnotherLengthSayNothing() throws Exception {
        Path file = folder.resolve("trip.ndjson");
        TripResults.open(file, 36).add(1, Scenario.Contender.UTILITY, Map.of("goodput_bps", List.of(1e6)));
        assertThat(TripResults.open(file, 24).has(1, Scenario.Contender.UTILITY))
                .isFalse();
        assertThat(TripResults.open(file, 36).has(1, Scenario.Contender.UTILITY))
                .isTrue();
    }

    @Test
    void aSingleLineHasNoInterval() throws Exception {
        TripResults results = TripResults.open(folder.resolve("trip.ndjson"), 36);
        results.add(1, Scenario.Contender.MIN_RTT, Map.of("goodput_bps", List.of(1e6)));
        results.add(1, Scenario.Contender.UTILITY, Map.of("goodput_bps", List.of(2e6)));
        StringWriter out = new StringWriter();
        new TripReport(results).print(SCENARIO, new PrintWriter(out));
        assertThat(out.toString()).containsPattern("mean +2\\.00\\s").doesNotContain("NaN", "+-", "..");
    }
}
