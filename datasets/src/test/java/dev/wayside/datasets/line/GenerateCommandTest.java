package dev.wayside.datasets.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

final class GenerateCommandTest {
    @TempDir
    private Path folder;

    private final StringWriter stdout = new StringWriter();
    private final StringWriter stderr = new StringWriter();

    @Test
    void printsASummary() {
        int code = run("--out", out(), "--length-km", "10", "--days", "1", "--carriers", "cmcc,cucc");

        assertThat(code).isZero();
        assertThat(stdout.toString()).contains("10 km", "cmcc", "success");
        assertThat(stderr.toString()).isEmpty();
        assertThat(folder.resolve("line/2026-01-05/cucc.csv.gz")).isNotEmptyFile();
    }

    @Test
    void printsJson() {
        run("--out", out(), "--length-km", "10", "--days", "1", "--carriers", "cmcc", "--json");

        assertThat(stdout.toString())
                .matches("\\{\"files\":1,\"rows\":\\d+,\"trips\":1,\"length_km\":10,\"cells\":\\{\"cmcc\":\\d+},"
                        + "\"handovers\":\\{\"success\":\\d+,\"failure\":\\d+,\"outage\":\\d+}}\\s+");
    }

    @ParameterizedTest
    @CsvSource({
        "--length-km, 9, line length must be between 10 and 1000 km",
        "--cruise-kmh, 500, cruise speed must be between 160 and 400 km/h",
        "--tunnels, 21, number of tunnels must be between 0 and 20",
        "--days, 0, number of days must be between 1 and 3660",
        "--carriers, kpn, unknown carrier 'kpn'",
        "--first-day, yesterday, Invalid value for option '--first-day'"
    })
    void namesWhatIsWrong(String option, String value, String message) {
        assertThat(run("--out", out(), option, value)).isEqualTo(2);
        assertThat(stderr.toString()).contains(message);
        assertThat(folder.resolve("line")).doesNotExist();
    }

    @Test
    void anUnwritableFolderIsAnInputOutputError() throws IOException {
        Files.writeString(folder.resolve("line"), "a file");

        assertThat(run("--out", out())).isEqualTo(74);
        assertThat(stderr.toString()).contains("cannot write");
    }

    @Test
    void helpTeaches() {
        assertThat(run("--help")).isZero();
        assertThat(stdout.toString()).contains("Examples:", "Default: 320", "wayside generate --out line");
    }

    private int run(String... arguments) {
        return new CommandLine(new GenerateCommand())
                .setOut(new PrintWriter(stdout, true))
                .setErr(new PrintWriter(stderr, true))
                .execute(arguments);
    }

    private String out() {
        return folder.resolve("line").toString();
    }
}
