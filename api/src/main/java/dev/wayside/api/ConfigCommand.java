package dev.wayside.api;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wayside.api.http.access.AccessToken;
import dev.wayside.kvstore.command.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code wayside config}: what {@code wayside serve} would run with, and where each value comes from. */
@Command(
        name = "config",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        subcommands = ConfigTokenCommand.class,
        description = {
            "Prints what 'wayside serve' with the same options, environment and file would run with, and where each value"
                    + " comes from. The command line goes before the environment, that before the file, and that before the"
                    + " defaults. What 'wayside serve' would refuse to start with is refused here too.",
            ""
        },
        footer = {"", "Example:", "  WAYSIDE_PORT=9090 wayside config --config /etc/wayside/wayside.yaml"})
public final class ConfigCommand implements Callable<Integer> {

    /** The output format, which is not a setting. */
    static final String JSON_OPTION = "--json";

    private static final ObjectMapper JSON = new ObjectMapper();

    @Mixin
    private ServeOptions options = new ServeOptions();

    @Option(names = JSON_OPTION, description = "Print a JSON object.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** A command with its defaults; the command line fills in the rest. */
    public ConfigCommand() {}

    @Override
    public Integer call() throws IOException {
        ConfiguredDefaults configured = (ConfiguredDefaults) spec.defaultValueProvider();
        List<OptionSpec> shown = ConfiguredDefaults.settings(spec);
        List<AccessToken> tokens = configured.file(spec).tokens();
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(toJson(shown, tokens, configured));
        } else {
            shown.forEach(option -> out.printf(
                    "%-24s %-32s %s%n", ConfiguredDefaults.key(option), value(option), source(option, configured)));
            tokens.forEach(token -> out.printf(
                    "%-24s %-32s %s%n",
                    "token", token.name(), token.scopes().stream().sorted().toList()));
        }
        out.flush();
        options.warnOfTheMisspelt(configured);
        // All is shown before anything is refused: what is wrong can then be seen in its place.
        options.settings(tokens);
        return ExitCode.OK;
    }

    private ObjectNode toJson(List<OptionSpec> shown, List<AccessToken> tokens, ConfiguredDefaults configured) {
        ObjectNode root = JSON.createObjectNode();
        for (OptionSpec option : shown) {
            root.putObject(ConfiguredDefaults.key(option))
                    .put("value", value(option))
                    .put("source", source(option, configured));
        }
        ArrayNode list = root.putArray("tokens");
        for (AccessToken token : tokens) {
            ArrayNode scopes = list.addObject().put("name", token.name()).putArray("scopes");
            token.scopes().stream().sorted().forEach(scope -> scopes.add(scope.toString()));
        }
        return root;
    }

    private static String value(OptionSpec option) {
        Object value = option.getValue();
        if (value instanceof List<?> list) {
            return String.join(",", list.stream().map(String::valueOf).toList());
        }
        return value == null ? "" : value.toString();
    }

    private String source(OptionSpec option, ConfiguredDefaults configured) {
        boolean said = spec.commandLine().getParseResult().hasMatchedOption(option);
        return said ? "command line" : configured.source(option);
    }
}
