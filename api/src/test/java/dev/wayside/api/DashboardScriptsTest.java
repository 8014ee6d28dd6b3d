package dev.wayside.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

/** Unit tests of the dashboard's scripts, run by node's own test runner where node 20 is there. */
class DashboardScriptsTest {

    @Test
    void theUnitTestsOfTheScriptsPass() throws Exception {
        Process check = new ProcessBuilder("src/test/js/check", "--unit")
                .redirectErrorStream(true)
                .start();
        String said = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(check.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(check.exitValue()).as(said).isZero();
        assumeFalse(said.startsWith("skipped"), said);
        assertThat(said).contains("# pass ");
    }
}
