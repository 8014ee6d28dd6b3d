package dev.wayside.kvstore.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code wayside store}: creates stores and copies them. */
@Command(
        name = "store",
        mixinStandardHelpOptions = true,
        description = "Creates history stores, and copies one into another.",
        subcommands = {StoreInitCommand.class, StoreCopyCommand.class})
public final class StoreCommand implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** A command with subcommands, of which one is required. */
    public StoreCommand() {}

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a subcommand is missing; use init or copy");
    }
}
