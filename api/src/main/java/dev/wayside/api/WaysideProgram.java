package dev.wayside.api;

import java.io.PrintWriter;

import dev.wayside.datasets.GenerateCommand;
import dev.wayside.kvstore.StatsCommand;
import dev.wayside.kvstore.StoreCommand;
import dev.wayside.traceingest.IngestCommand;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The {@code wayside} program: puts the modules' commands together, and turns what they throw into exit codes. */
@Command(
        name = "wayside",
        mixinStandardHelpOptions = true,
        version = "wayside 0.1.0-SNAPSHOT",
        description = {
            "Remembers how the mobile network behaved at every place along a route, and predicts it the next time.",
            ""
        },
        subcommands = {
            DemoCommand.class,
            GenerateCommand.class,
            IngestCommand.class,
            StatsCommand.class,
            StoreCommand.class,
            QueryCommand.class,
            ServeCommand.class,
            GenerateCompletion.class,
            HelpCommand.class
        },
        footer = {
            "",
            "Start here:",
            "  wayside demo                     a whole round on a synthetic line, in a minute",
            "  wayside ingest --help            how to bring your own logs",
            "  source <(wayside generate-completion)   completion for bash and zsh",
            "",
            "Exit codes: 0 ok, 1 failure, 2 usage, 65 bad data, 66 no input, 74 input or output, 78 configuration."
        })
public final class WaysideProgram {

    private WaysideProgram() {}

    /** Runs one command and exits with its code. */
    public static void main(String... arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new WaysideProgram())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(WaysideProgram::reportFailure);
    }

    private static int reportFailure(Exception failure, CommandLine commandLine, CommandLine.ParseResult parsed) {
        FailureReport report = FailureReport.of(failure);
        PrintWriter err = commandLine.getErr();
        err.println(commandLine.getColorScheme().errorText("wayside: " + report.message()));
        if (report.isUnexpected()) {
            failure.printStackTrace(err);
        }
        err.flush();
        return report.exitCode();
    }
}
