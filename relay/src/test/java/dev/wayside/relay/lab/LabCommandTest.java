package dev.wayside.relay.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class LabCommandTest {

    @TempDir
    private Path folder;

    @Test
    void numbersOutOfRangeAreRefusedByName() {
        assertRefused("--repeat", "0");
        assertRefused("--seeds", "-1");
        assertRefused("--seconds", "0");
        assertRefused("--seconds", "NaN");
    }

    private void assertRefused(String option, String value) {
        StringWriter err = new StringWriter();
        Path out = folder.resolve("out");
        int code = new CommandLine(new LabCommand())
                .setErr(new PrintWriter(err, true))
                .execute("blackout", "--out", out.toString(), option, value);
        assertThat(code).isEqualTo(2);
        assertThat(err.toString()).contains(option, value);
        assertThat(out).doesNotExist();
    }
}
