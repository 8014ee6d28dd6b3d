package dev.wayside.datasets.evaluation;

import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The {@code --visit-time} option. */
final class VisitTimeOption {

    private static final int MAX_DB_PER_SECOND = 100;

    @Option(
            names = "--visit-time",
            paramLabel = "DB_PER_S",
            description =
                    "Distance in dB that is added for each second that a window lies earlier or later in its visit"
                            + " (default: ${DEFAULT-VALUE}: the signal alone). For vehicles of one speed; 2 is a good value.")
    private double dbPerSecond;

    /** @throws ParameterException if it is out of range */
    double dbPerSecond(CommandLine commandLine) {
        if (!(dbPerSecond >= 0 && dbPerSecond <= MAX_DB_PER_SECOND)) {
            throw new ParameterException(
                    commandLine,
                    "--visit-time must lie between 0 and " + MAX_DB_PER_SECOND + " dB per second, not " + dbPerSecond);
        }
        return dbPerSecond;
    }
}
