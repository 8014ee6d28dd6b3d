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
            description = "Set up the nftables rules and routes in this network namespace; they vanish with the relay.")
    private boolean setup;

    @Option(
            names = "--drain",
            paramLabel = "SECONDS",
            converter = DrainSeconds.class,
            description = "How long connections may go on when the relay is stopped (default: ${DEFAULT-VALUE}).")
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
            description = "How the log is written: text, or json with an object a line (default: ${DEFAULT-VALUE};"
                    + " the variable WAYSIDE_LOG_FORMAT says the same).")
    void writeLogAs(LogFormat format) {
        System.setProperty("wayside.log.format", format.name().toLowerCase(Locale.ROOT));
    }
}
