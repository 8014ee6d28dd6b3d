package dev.wayside.api;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Values for options that are not on the command line: the environment, else the configuration file, else the option's
 * own default. {@code --max-connections} is {@code WAYSIDE_MAX_CONNECTIONS} in the one and {@code max-connections} in
 * the other.
 */
final class ConfiguredDefaults implements IDefaultValueProvider {

    /** The option that names the file; it is in no file itself. */
    static final String FILE_OPTION = "--config";

    private static final String PREFIX = "WAYSIDE_";

    /** Chosen: names that differ in more letters are not misspellings. */
    private static final int MAX_TYPOS = 2;

    private final Map<String, String> environment;
    private final Map<String, String> places = new HashMap<>();
    private @Nullable Path readFrom;
    private ConfigurationFile file = ConfigurationFile.NONE;

    ConfiguredDefaults(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public @Nullable String defaultValue(ArgSpec argument) {
        if (!(argument instanceof OptionSpec option) || !isSetting(option)) {
            return null;
        }
        String said = environment.get(variable(option));
        if (said != null || isFileOption(option)) {
            places.put(key(option), variable(option));
            return said;
        }
        ConfigurationFile.Setting setting = file(option.command()).settings().get(key(option));
        if (setting == null || readFrom == null) {
            return null;
        }
        places.put(key(option), setting.place(readFrom));
        return setting.value();
    }

    /** The variable, or the line of the file, that an option had its value from; empty if from neither. */
    Optional<String> place(OptionSpec option) {
        return Optional.ofNullable(places.get(key(option)));
    }

    /** A warning for each variable that is almost a setting of the command. Other variables are ignored. */
    List<String> misspelt(CommandSpec command) {
        Set<String> known = new HashSet<>();
        settings(command).forEach(option -> known.add(variable(option)));
        return environment.keySet().stream()
                .filter(name -> name.startsWith(PREFIX) && !known.contains(name))
                .sorted()
                .flatMap(name -> nearest(name, known)
                        .map(meant -> name + " is not a setting and is ignored; did you mean " + meant + "?")
                        .stream())
                .toList();
    }

    private static Optional<String> nearest(String name, Set<String> known) {
        return known.stream()
                .filter(other -> EditDistance.between(name, other) <= MAX_TYPOS)
                .min(Comparator.comparingInt(other -> EditDistance.between(name, other)));
    }

    /** The file that the command line or the environment names. */
    ConfigurationFile file(CommandSpec command) {
        Path path = path(command);
        if (path != null && !path.equals(readFrom)) {
            file = ConfigurationFile.read(path, keys(command));
            readFrom = path;
        }
        return path == null ? ConfigurationFile.NONE : file;
    }

    /** Source of a value that is not on the command line. */
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

    /** The options that can be configured: those that a command shares with the service, and none of its own. */
    static List<OptionSpec> settings(CommandSpec command) {
        return command.options().stream().filter(ConfiguredDefaults::isSetting).toList();
    }

    private static boolean isSetting(OptionSpec option) {
        return !option.usageHelp()
                && !option.versionHelp()
                && !option.longestName().equals(ConfigCommand.JSON_OPTION);
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
        for (OptionSpec option : settings(command)) {
            if (!isFileOption(option)) {
                keys.add(key(option));
            }
        }
        return keys;
    }

    private static String variable(OptionSpec option) {
        return PREFIX + key(option).replace('-', '_').toUpperCase(Locale.ROOT);
    }
}
