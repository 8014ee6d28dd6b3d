package dev.wayside.relay;

import java.util.Locale;

import picocli.CommandLine.Option;

/** The options of both relays, next to their configuration. */
final class RunOptions {

    /** The format of the log: text for people, or a JSON object a line for programs. */
    enum LogFormat {
        TEXT,
        JSON
    }

    @Option(
            names = "--setup",
            description =
                    "Set up the nftables rules and routes in this network namespace; they are removed when the relay"
                            + " stops.")
    private boolean setup;

    @Option(
            names = "--drain",
            paramLabel = "SECONDS",
            converter = DrainSeconds.class,
            description = "Max time for open connections to end when the relay is stopped (default: ${DEFAULT-VALUE}).")
    private double drainSeconds = 5;

    boolean setup() {
        return setup;
    }

    double drainSeconds() {
        return drainSeconds;
    }

    /** Sets the format for logback.xml, which is read with the first logger: after the command line. */
    @Option(
            names = "--log-format",
            paramLabel = "FORMAT",
            defaultValue = "${env:WAYSIDE_LOG_FORMAT:-text}",
            description = "Format of the log: text, or json with an object a line (default: ${DEFAULT-VALUE};"
                    + " the variable WAYSIDE_LOG_FORMAT sets it, too).")
    void writeLogAs(LogFormat format) {
        System.setProperty("wayside.log.format", format.name().toLowerCase(Locale.ROOT));
    }
}
