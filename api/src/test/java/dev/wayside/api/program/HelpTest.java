package dev.wayside.api.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;

import dev.wayside.api.program.WaysideProcess.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The help of the program. */
class HelpTest {

    @TempDir
    private Path folder;

    @Test
    void theProgramListsItsCommands() throws Exception {
        Outcome outcome = WaysideProcess.in(folder).run("--help");

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out())
                .contains("generate ", "ingest ", "mapping ", "stats ", "generate-completion ", "Exit codes:");
        assertThat(outcome.err()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"generate", "ingest", "mapping", "query", "stats", "generate-completion"})
    void everyCommandExplainsItself(String command) throws Exception {
        Outcome outcome = WaysideProcess.in(folder).run(command, "--help");

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out()).contains("Usage: wayside " + command);
        assertThat(outcome.err()).isEmpty();
    }

    @Test
    void theCompletionIsAShellScriptThatBashAccepts() throws Exception {
        Outcome outcome = WaysideProcess.in(folder).runScript("""
                "$@" generate-completion >completion.bash && bash -n completion.bash && cat completion.bash
                """);

        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        assertThat(outcome.out()).startsWith("#!/usr/bin/env bash").contains("complete -F", "--reject-file");
    }
}
