package dev.wayside.relay.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;

import dev.wayside.relay.config.ConfigException;
import dev.wayside.relay.config.ConfigFile;
import dev.wayside.relay.lab.link.LinkMoment;
import dev.wayside.relay.lab.link.LinkSchedule;
import dev.wayside.relay.lab.link.MahimahiTrace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinkScheduleTest {

    @TempDir
    private Path folder;

    @Test
    void aMahimahiTraceIsRatesAndRepeats() throws Exception {
        StringBuilder lines = new StringBuilder();
        for (int millis = 1; millis <= 200; millis++) {
            // A packet a millisecond for 100 ms, then one every other.
            if (millis < 100 || millis % 2 == 0) {
                lines.append(millis).append('\n');
            }
        }
        MahimahiTrace trace = MahimahiTrace.read(Files.writeString(folder.resolve("trace"), lines));
        assertThat(trace.bpsAt(0.05)).isEqualTo(100 * 120_000.0);
        assertThat(trace.bpsAt(0.15)).isEqualTo(50 * 120_000.0);
        assertThat(trace.bpsAt(0.25)).isEqualTo(trace.bpsAt(0.05));
    }

    @Test
    void aMahimahiTraceIsAsLongAsItsLastTime() throws Exception {
        MahimahiTrace steady = trace(IntStream.rangeClosed(1, 1_000));
        for (int millis = 0; millis < 5_000; millis += 10) {
            assertThat(steady.bpsAt(millis / 1_000.0)).as("%d ms", millis).isEqualTo(12e6);
        }
        MahimahiTrace odd = trace(IntStream.rangeClosed(1, 250));
        for (int millis = 0; millis < 1_000; millis += 10) {
            assertThat(odd.bpsAt(millis / 1_000.0)).as("%d ms", millis).isCloseTo(12e6, within(1.0));
        }
    }

    private MahimahiTrace trace(IntStream millis) throws Exception {
        return MahimahiTrace.read(Files.write(
                folder.resolve("trace"), millis.mapToObj(String::valueOf).toList()));
    }

    @Test
    void aFileThatIsNotATraceIsRefusedByName() throws Exception {
        Path file = Files.writeString(folder.resolve("trace"), "1\ntwo\n");
        assertThatThrownBy(() -> MahimahiTrace.read(file))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("trace");
    }

    @Test
    void aCanonicalLogIsALinkThatIsDarkWhereItIsSilent() throws Exception {
        Path file = Files.writeString(folder.resolve("log.csv"), """
                time,carrier,cell,rsrp_dbm,downlink_bps,uplink_bps,rtt_ms,loss
                2026-01-05T07:00:00Z,cmcc,1,-80,20000000,4000000,60,0
                2026-01-05T07:00:00Z,cucc,9,-80,1,1,1,0
                2026-01-05T07:00:01Z,cmcc,1,-80,10000000,2000000,80,0
                2026-01-05T07:00:04Z,cmcc,2,-80,30000000,6000000,40,0
                """);
        LinkSchedule link = CanonicalTrace.read(file, "cmcc", 0);
        assertThat(link.at(0.5)).isEqualTo(new LinkMoment(20e6, 4e6, 30, 0, false));
        assertThat(link.at(2).dark()).isTrue();
        assertThat(link.at(4.5)).isEqualTo(new LinkMoment(30e6, 6e6, 20, 0, false));
        assertThatThrownBy(() -> CanonicalTrace.read(file, "ctcc", 0)).hasMessageContaining("ctcc");
    }

    @Test
    void aRowWithoutCoverageIsDarkAndABacklogIsNotARoundTrip() throws Exception {
        Path file = Files.writeString(folder.resolve("log.csv"), """
                time,carrier,cell,rsrp_dbm,downlink_bps,uplink_bps,rtt_ms,loss
                2026-01-05T07:00:00.0Z,cmcc,1,-80,20000000,4000000,60,0
                2026-01-05T07:00:00.1Z,cmcc,,,0,0,,1
                2026-01-05T07:00:00.2Z,cmcc,2,-80,20000000,4000000,1500,0
                2026-01-05T07:00:00.3Z,cmcc,2,-80,20000000,4000000,60,0
                """);
        LinkSchedule link = CanonicalTrace.read(file, "cmcc", 0);
        assertThat(link.at(0.05).dark()).isFalse();
        assertThat(link.at(0.15).dark()).isTrue();
        assertThat(link.at(0.25)).isEqualTo(new LinkMoment(20e6, 4e6, 200, 0, false));
    }

    @Test
    void measuredRatesAreOfTheSameSecondsOfAllCarriers() throws Exception {
        StringBuilder one = new StringBuilder("time,throughput,speed,latitude,longtitu\n");
        StringBuilder other = new StringBuilder(one);
        for (int second = 10; second < 40; second++) {
            one.append("2023-04-04 10:07:")
                    .append(second)
                    .append(" CDT,")
                    .append(second)
                    .append(",1,2,3\n");
            if (second != 20) {
                other.append("2023-04-04 10:07:")
                        .append(second)
                        .append(" CDT,")
                        .append(2 * second)
                        .append(",1,2,3\n");
            }
        }
        gzip("a.csv.gz", one);
        gzip("b.csv.gz", other);
        for (int seed = 0; seed < 5; seed++) {
            MeasuredRates rates = MeasuredRates.pick(folder, 2, 12, 0.5, seed);
            double first = rates.at(0, 0);
            assertThat(first).isBetween(21 * 0.5e6, 28 * 0.5e6);
            for (int second = 0; second < 12; second++) {
                assertThat(rates.at(0, second + 0.5)).isEqualTo(first + 0.5e6 * second);
                assertThat(rates.at(1, second)).isEqualTo(2 * rates.at(0, second));
            }
        }
        assertThatThrownBy(() -> MeasuredRates.pick(folder, 2, 25, 1, 1)).hasMessageContaining("25 s");
        assertThatThrownBy(() -> MeasuredRates.pick(folder, 3, 5, 1, 1)).hasMessageContaining("2 files");
        assertThatThrownBy(() -> MeasuredRates.pick(folder.resolve("none"), 2, 5, 1, 1))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("WAYSIDE_DATASETS");
    }

    private void gzip(String name, StringBuilder text) throws Exception {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(folder.resolve(name)))) {
            out.write(text.toString().getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void theIncludedScenariosCanBeRead() throws Exception {
        for (String name : new String[] {
            "aggregation", "uneven", "blackout", "files", "messages", "trip", "trip-short", "trip-measured"
        }) {
            Path file = folder.resolve(name + ".yaml");
            try (var in = Scenario.class.getResourceAsStream("scenario/" + name + ".yaml")) {
                Files.copy(in, file);
            }
            Scenario scenario = ConfigFile.read(file, Scenario.class);
            for (Scenario.Carrier carrier : scenario.carriers()) {
                LinkSchedule schedule = carrier.schedule(file);
                carrier.darkTimes()
                        .forEach(dark ->
                                assertThat(schedule.at(dark.from()).dark()).isTrue());
                assertThat(schedule.at(0).dark()).isFalse();
            }
        }
    }
}
