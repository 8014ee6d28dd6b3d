package dev.wayside.relay;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.NoSuchFileException;
import java.security.Security;

import dev.wayside.relay.config.ConfigException;
import dev.wayside.relay.config.Failure;
import dev.wayside.relay.lab.LabCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The {@code wayside-relay} program: its commands, and exit codes for what they throw. */
@Command(
        name = "wayside-relay",
        mixinStandardHelpOptions = true,
        version = "wayside-relay 0.1.0-SNAPSHOT",
        description = {"Carries connections over several carriers at once, between two relays.", ""},
        subcommands = {EdgeCommand.class, CloudCommand.class, LabCommand.class, HelpCommand.class},
        footer = {"", "Exit codes: 0 ok, 1 failure, 2 usage, 66 no input, 74 input or output, 78 configuration."})
public final class RelayProgram {

    private static final int FAILURE = 1;
    private static final int NO_INPUT = 66;
    private static final int IO = 74;
    private static final int CONFIGURATION = 78;

    private RelayProgram() {}

    /** Runs one command and exits with its code. */
    public static void main(String... arguments) {
        // Java keeps addresses for 30 s and failures for 10 s: too long for a cloud relay that has moved.
        Security.setProperty("networkaddress.cache.ttl", "5");
        Security.setProperty("networkaddress.cache.negative.ttl", "0");
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new RelayProgram())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(RelayProgram::reportFailure);
    }

    private static int reportFailure(Exception failure, CommandLine commandLine, CommandLine.ParseResult parsed) {
        PrintWriter err = commandLine.getErr();
        boolean expected = failure instanceof ConfigException
                || failure instanceof IOException
                || failure instanceof IllegalStateException;
        err.println(commandLine.getColorScheme().errorText("wayside-relay: " + Failure.reason(failure)));
        if (!expected) {
            failure.printStackTrace(err);
        }
        err.flush();
        return exitCode(failure);
    }

    private static int exitCode(Exception failure) {
        if (failure instanceof ConfigException) {
            return CONFIGURATION;
        }
        if (failure instanceof NoSuchFileException) {
            return NO_INPUT;
        }
        return failure instanceof IOException ? IO : FAILURE;
    }
}
