package dev.wayside.api;

import java.io.PrintWriter;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

import dev.wayside.api.http.access.AccessToken;
import dev.wayside.api.http.access.Scope;
import dev.wayside.kvstore.command.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code wayside config token}: makes a bearer token. */
@Command(
        name = "token",
        mixinStandardHelpOptions = true,
        description = {
            "Makes a bearer token. Prints the token, for the client, which is stored nowhere, and the entry for the"
                    + " configuration file, which holds its hash.",
            ""
        },
        footer = {"", "Example:", "  wayside config token train-7 --scope query --scope ingest"})
final class ConfigTokenCommand implements Callable<Integer> {

    @Parameters(paramLabel = "NAME", description = "Name of the owner.")
    private String name = "";

    @Option(
            names = "--scope",
            required = true,
            paramLabel = "SCOPE",
            description = "Scope of the token, once or more: ${COMPLETION-CANDIDATES}.")
    private List<Scope> scopes = List.of();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** A command with its defaults; the command line fills in the rest. */
    ConfigTokenCommand() {}

    @Override
    public Integer call() {
        String token = AccessToken.generate(new SecureRandom());
        AccessToken kept = kept(token);
        PrintWriter out = spec.commandLine().getOut();
        out.println("# " + token);
        out.println("tokens:");
        out.println("  - name: " + kept.name());
        out.println("    scopes: ["
                + kept.scopes().stream().sorted().map(Scope::toString).collect(Collectors.joining(", ")) + "]");
        out.println("    sha256: " + kept.sha256());
        out.flush();
        return ExitCode.OK;
    }

    private AccessToken kept(String token) {
        try {
            return new AccessToken(name, new HashSet<>(scopes), AccessToken.hash(token));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }
}
