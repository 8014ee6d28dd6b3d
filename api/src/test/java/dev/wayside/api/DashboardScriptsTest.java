package dev.wayside.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

/** Unit tests of the dashboard's scripts, run by node's own test runner where node is there. */
class DashboardScriptsTest {

    @Test
    void theUnitTestsOfTheScriptsPass() throws Exception {
        assumeTrue(
                new ProcessBuilder("sh", "-c", "command -v node").start().waitFor() == 0,
                "node is not on the path (on Debian: apt install nodejs)");
        Process check = new ProcessBuilder("src/test/js/check", "--unit")
                .redirectErrorStream(true)
                .start();
        String said = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(check.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(check.exitValue()).as(said).isZero();
        assertThat(said).contains("# pass ");
    }
}
