package dev.wayside.traceingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The README's shell commands that log a modem, run against programs that answer as the modem's do. */
@Timeout(60)
class ModemLoggersTest {

    @TempDir
    private Path folder;

    @Test
    void theLogOfModemManagerIsReadWithoutOptions() throws Exception {
        assumeThat(exitCode("command -v jq")).as("jq is installed").isZero();
        program("mmcli", """
                case "$*" in
                  *--signal-get*) echo '{"modem":{"signal":{"5g":{"rsrp":"--"},"lte":{"rsrp":"-95.00","rsrq":"-10.00"}}}}' ;;
                  *--location-get*) echo '{"modem":{"location":{"3gpp":{"cid":"01999981","lac":"0","mcc":"262","mnc":"01"}}}}' ;;
                esac
                """);

        assertThat(exitCode(commandWith("mmcli"))).isZero();

        assertThat(ingest("modem.jsonl")).contains("rows                         3 ", "1 in 1 cells");
    }

    @Test
    void theLogOfAQuectelModemIsReadWithoutOptions() throws Exception {
        program("gsmctl", """
                [ "$*" = '-A AT+QENG="servingcell"' ] || exit 1
                printf '+QENG: "servingcell","NOCONN","LTE","FDD",262,01,1999981,17,1300,3,5,5,12C,-95,-10,-65\\r\\n\\r\\nOK\\r\\n'
                """);

        assertThat(exitCode(commandWith("gsmctl"))).isZero();

        assertThat(ingest("modem.log")).contains("rows                         3 ", "1 in 1 cells");
    }

    /** The command in the README, three times instead of endlessly. */
    private static String commandWith(String program) throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        String begin = "    while sleep 1; do";
        for (int at = readme.indexOf(begin); at >= 0; at = readme.indexOf(begin, at + 1)) {
            String block = readme.substring(at, readme.indexOf("\n\n", at));
            if (block.contains(program)) {
                return block.replace("while sleep 1; do", "for i in 1 2 3; do sleep 1;");
            }
        }
        throw new AssertionError("the README has no command with " + program);
    }

    private void program(String name, String script) throws IOException {
        Path file = folder.resolve(name);
        Files.writeString(file, "#!/bin/sh\n" + script);
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private int exitCode(String script) throws IOException, InterruptedException {
        ProcessBuilder shell = new ProcessBuilder("sh", "-c", script).directory(folder.toFile());
        shell.environment().merge("PATH", folder + ":", (path, first) -> first + path);
        Process process = shell.inheritIO().start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    private String ingest(String log) {
        StringWriter out = new StringWriter();
        int exitCode = new CommandLine(new IngestCommand())
                .setOut(new PrintWriter(out))
                .execute(
                        "--store",
                        folder.resolve("store").toString(),
                        folder.resolve(log).toString());
        assertThat(exitCode).as(out.toString()).isZero();
        return out.toString();
    }
}
