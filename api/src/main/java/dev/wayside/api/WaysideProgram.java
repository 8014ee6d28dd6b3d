package dev.wayside.api;

import java.io.PrintWriter;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import dev.wayside.datasets.evaluation.CalibrateCommand;
import dev.wayside.datasets.evaluation.EvaluateCommand;
import dev.wayside.datasets.line.GenerateCommand;
import dev.wayside.kvstore.command.RepairCommand;
import dev.wayside.kvstore.command.StatsCommand;
import dev.wayside.kvstore.command.StoreCommand;
import dev.wayside.kvstore.command.VerifyCommand;
import dev.wayside.traceingest.IngestCommand;
import dev.wayside.traceingest.MappingCommand;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IParameterExceptionHandler;

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
            MappingCommand.class,
            StatsCommand.class,
            StoreCommand.class,
            VerifyCommand.class,
            RepairCommand.class,
            QueryCommand.class,
            CalibrateCommand.class,
            EvaluateCommand.class,
            ServeCommand.class,
            ConfigCommand.class,
            BackupCommand.class,
            RestoreCommand.class,
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

    /** The commands that go by the environment and a configuration file too. */
    private static final Set<String> CONFIGURED = Set.of("serve", "config");

    private WaysideProgram() {}

    /** Runs one command and exits with its code. */
    public static void main(String... arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return commandLine(System.getenv());
    }

    static CommandLine commandLine(Map<String, String> environment) {
        CommandLine program = new CommandLine(new WaysideProgram()).setCaseInsensitiveEnumValuesAllowed(true);
        program.getSubcommands().forEach((name, command) -> {
            if (CONFIGURED.contains(name)) {
                command.getCommandSpec().defaultValueProvider(new ConfiguredDefaults(environment));
            }
        });
        IParameterExceptionHandler usage = program.getParameterExceptionHandler();
        return program.setExecutionExceptionHandler(WaysideProgram::reportFailure)
                // The file is read together with the command line, but what is wrong in it is no wrong usage.
                .setParameterExceptionHandler((misuse, arguments) -> {
                    Optional<ConfigurationException> misconfigured = ConfigurationException.behind(misuse);
                    return misconfigured.isPresent()
                            ? report(misconfigured.get(), misuse.getCommandLine())
                            : usage.handleParseException(misuse, arguments);
                });
    }

    private static int reportFailure(Exception failure, CommandLine commandLine, CommandLine.ParseResult parsed) {
        return report(failure, commandLine);
    }

    private static int report(Exception failure, CommandLine commandLine) {
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
