package dev.wayside.api;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * What holds where the command line says nothing: the environment, else the configuration file, else the option's own
 * default. {@code --max-connections} is {@code WAYSIDE_MAX_CONNECTIONS} in the one and {@code max-connections} in the
 * other.
 */
final class ConfiguredDefaults implements IDefaultValueProvider {

    /** The option that names the file; it is in no file itself. */
    static final String FILE_OPTION = "--config";

    private final Map<String, String> environment;
    private @Nullable Path readFrom;
    private ConfigurationFile file = ConfigurationFile.NONE;

    ConfiguredDefaults(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public @Nullable String defaultValue(ArgSpec argument) {
        if (!(argument instanceof OptionSpec option) || isHelp(option)) {
            return null;
        }
        String said = environment.get(variable(option));
        return said != null || isFileOption(option)
                ? said
                : file(option.command()).settings().get(key(option));
    }

    /** The file that a command was told of, by its command line or the environment. */
    ConfigurationFile file(CommandSpec command) {
        Path path = path(command);
        if (path != null && !path.equals(readFrom)) {
            file = ConfigurationFile.read(path, keys(command));
            readFrom = path;
        }
        return path == null ? ConfigurationFile.NONE : file;
    }

    /** Where a value that the command line did not give comes from. */
    String source(OptionSpec option) {
        if (environment.containsKey(variable(option))) {
            return variable(option);
        }
        boolean inFile =
                !isFileOption(option) && file(option.command()).settings().containsKey(key(option));
        return inFile ? String.valueOf(readFrom) : "default";
    }

    static String key(OptionSpec option) {
        return option.longestName().substring(2);
    }

    static boolean isHelp(OptionSpec option) {
        return option.usageHelp() || option.versionHelp();
    }

    static boolean isFileOption(OptionSpec option) {
        return option.longestName().equals(FILE_OPTION);
    }

    private @Nullable Path path(CommandSpec command) {
        Path said = command.findOption(FILE_OPTION).getValue();
        if (said != null) {
            return said;
        }
        String variable = environment.get("WAYSIDE_CONFIG");
        return variable == null ? null : Path.of(variable);
    }

    private static Set<String> keys(CommandSpec command) {
        Set<String> keys = new HashSet<>();
        for (OptionSpec option : command.options()) {
            if (!isHelp(option) && !isFileOption(option)) {
                keys.add(key(option));
            }
        }
        return keys;
    }

    private static String variable(OptionSpec option) {
        return "WAYSIDE_" + key(option).replace('-', '_').toUpperCase(Locale.ROOT);
    }
}
