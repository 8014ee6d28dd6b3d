package dev.wayside.traceingest;

import java.io.IOException;
import java.util.Map;

import dev.wayside.traceingest.format.LogFormat;
import dev.wayside.traceingest.format.LogReading;
import dev.wayside.traceingest.mapping.ColumnMapping;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The interpretation of logs as options, for every command that reads logs. */
public final class LogReadingOptions {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec mixee = CommandSpec.create();

    @Option(
            names = "--format",
            description = "Format of all logs: ${COMPLETION-CANDIDATES} (default: detected per log).")
    private @Nullable LogFormat format;

    @Option(
            names = "--mapping",
            paramLabel = "FILE-OR-NAME",
            description = "Meaning of the columns of all logs: a mapping file, or the name of an included one.")
    private @Nullable String mapping;

    @Option(
            names = "--carrier",
            paramLabel = "ID",
            description = "Carrier of all rows, instead of the one in the logs.")
    private @Nullable String carrier;

    @Option(
            names = "--carrier-of",
            paramLabel = "TEXT=ID",
            description = "Carrier of the logs whose path contains the text, such as a device's number. Repeatable.")
    private Map<String, String> carrierByName = Map.of();

    @Option(
            names = "--year",
            paramLabel = "YEAR",
            description = "Year of logs whose lines have none (default: from the log's name).")
    private @Nullable Integer year;

    /**
     * The interpretation that the options ask for.
     *
     * @throws IOException if the mapping file cannot be read
     * @throws dev.wayside.traceingest.row.TraceIngestException if it is not a mapping
     * @throws ParameterException if a mapping and another format are named
     */
    public LogReading reading() throws IOException {
        if (mapping != null && format != null && format != LogFormat.MAPPED) {
            throw new ParameterException(
                    mixee.commandLine(),
                    "--mapping reads columns of your own, --format " + format + " its own ones; leave one out");
        }
        LogReading reading = new LogReading(format, null, carrier, carrierByName, year);
        return mapping == null ? reading : reading.withMapping(ColumnMapping.of(mapping));
    }

    /** The carrier of all rows, or null for the one in the logs. */
    public @Nullable String carrier() {
        return carrier;
    }
}
