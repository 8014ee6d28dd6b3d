package dev.wayside.datasets.evaluation;

import dev.wayside.matcher.MatchSettings;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The {@code --visit-time} option. */
final class VisitTimeOption {

    @Option(
            names = "--visit-time",
            paramLabel = "DB_PER_S",
            description =
                    "Distance in dB that is added for each second that a window lies earlier or later in its visit"
                            + " (default: ${DEFAULT-VALUE}: the signal alone). For vehicles of one speed; 2 is a good value.")
    private double dbPerSecond;

    /** @throws ParameterException if it is out of range */
    double dbPerSecond(CommandLine commandLine) {
        if (!(dbPerSecond >= 0 && dbPerSecond <= MatchSettings.MAX_VISIT_TIME_DB_PER_SECOND)) {
            throw new ParameterException(
                    commandLine,
                    "--visit-time must lie between 0 and " + MatchSettings.MAX_VISIT_TIME_DB_PER_SECOND
                            + " dB per second, not " + dbPerSecond);
        }
        return dbPerSecond;
    }
}
