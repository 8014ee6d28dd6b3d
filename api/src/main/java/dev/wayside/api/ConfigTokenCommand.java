package dev.wayside.api;

import java.io.PrintWriter;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
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

    /** A name such as {@code 007} is quoted: without quotes it would be a number. */
    private static final ObjectMapper YAML = new ObjectMapper(YAMLFactory.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR)
            .build());

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
    public Integer call() throws JsonProcessingException {
        String token = AccessToken.generate(new SecureRandom());
        AccessToken kept = kept(token);
        PrintWriter out = spec.commandLine().getOut();
        out.println("# " + token);
        out.print(entry(kept));
        out.flush();
        return ExitCode.OK;
    }

    private static String entry(AccessToken token) throws JsonProcessingException {
        ObjectNode root = YAML.createObjectNode();
        ObjectNode entry = root.putArray("tokens").addObject();
        entry.put("name", token.name());
        ArrayNode scopes = entry.putArray("scopes");
        token.scopes().stream().sorted().forEach(scope -> scopes.add(scope.toString()));
        entry.put("sha256", token.sha256());
        return YAML.writeValueAsString(root);
    }

    private AccessToken kept(String token) {
        try {
            return new AccessToken(name, new HashSet<>(scopes), AccessToken.hash(token));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }
}
