package dev.wayside.api;

import java.util.Optional;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/**
 * The program was configured in a way that it will not run with. The message says what is wrong, where, and the remedy.
 */
final class ConfigurationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ConfigurationException(String message) {
        super(message);
    }

    /** The problem with a value from the environment or a file; empty if the command line itself is wrong. */
    static Optional<ConfigurationException> behind(ParameterException misuse) {
        if (misuse.getCause() instanceof ConfigurationException configuration) {
            return Optional.of(configuration);
        }
        CommandSpec command = misuse.getCommandLine().getCommandSpec();
        if (misuse.getArgSpec() instanceof OptionSpec option
                && command.defaultValueProvider() instanceof ConfiguredDefaults configured) {
            return configured
                    .place(option)
                    .map(place -> new ConfigurationException(
                            place + ": " + ConfiguredDefaults.key(option) + ": " + withoutOption(misuse, option)));
        }
        return Optional.empty();
    }

    /** No option was given that could be wrong. */
    private static String withoutOption(ParameterException misuse, OptionSpec option) {
        String message = String.valueOf(misuse.getMessage());
        String blame = "Invalid value for option '" + option.longestName() + "': ";
        return message.startsWith(blame) ? message.substring(blame.length()) : message;
    }
}
