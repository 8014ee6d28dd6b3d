package dev.wayside.datasets.line;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Callable;

import dev.wayside.kvstore.command.ExitCode;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code wayside generate}: writes a synthetic high-speed-rail line. One instance serves one call. */
@Command(
        name = "generate",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        showDefaultValues = true,
        description = {
            "Write logs of phones on a synthetic high-speed-rail line.",
            "",
            "Once a day a train runs along the line with one phone per carrier. Each phone's log is written as canonical"
                    + " CSV, gzip-compressed: DIR/DAY/CARRIER.csv.gz, ten rows a second. Masts, tunnels and shadows"
                    + " stay where they are from day to day; loads, weather, speeds and handovers do not.",
            "The same options always give the same files. More days of the same line can be added later: repeat the"
                    + " command with another --first-day or more --days.",
            ""
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  Five days of three carriers on 100 km:",
            "    wayside generate --out line",
            "  A sixth day of the same line, to ask questions about:",
            "    wayside generate --out line --first-day 2026-01-10 --days 1",
            "  A short line, one carrier, another world:",
            "    wayside generate --out short --length-km 20 --carriers cmcc --seed 7"
        })
public final class GenerateCommand implements Callable<Integer> {
    private static final int KM_PER_TUNNEL = 25;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "wayside-line",
            description = "Folder to write into; created if need be.")
    private Path out = Path.of("wayside-line");

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Another number is another line.")
    private long seed;

    @Option(
            names = "--length-km",
            paramLabel = "KM",
            defaultValue = "100",
            description = "Length of the line, 10 to 1000 km.")
    private int lengthKm;

    @Option(
            names = "--cruise-kmh",
            paramLabel = "KMH",
            defaultValue = "320",
            description = "Speed between the stops, 160 to 400 km/h.")
    private int cruiseKmh;

    @Option(
            names = "--tunnels",
            paramLabel = "N",
            showDefaultValue = Visibility.NEVER,
            description = {"Number of tunnels, at most one for every 5 km.", "  Default: one for every 25 km"})
    private @Nullable Integer tunnels;

    @Option(
            names = "--first-day",
            paramLabel = "DATE",
            defaultValue = "2026-01-05",
            description = "First day with a train, as YYYY-MM-DD in UTC.")
    private LocalDate firstDay = LocalDate.EPOCH;

    @Option(names = "--days", paramLabel = "N", defaultValue = "5", description = "Number of days, one trip each.")
    private int days;

    @Option(
            names = "--carriers",
            paramLabel = "ID",
            split = ",",
            defaultValue = "cmcc,cucc,ctcc",
            description = "Carriers, separated by commas, out of cmcc, cucc and ctcc.")
    private List<String> carriers = List.of();

    @Option(names = "--json", showDefaultValue = Visibility.NEVER, description = "Print the summary as JSON.")
    private boolean json;

    /** Writes the line and prints a summary; the exit code is 0, or 74 if a file cannot be written. */
    @Override
    public Integer call() {
        LineSettings settings = settings();
        try {
            print(generate(settings));
            return ExitCode.OK;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        } catch (IOException e) {
            spec.commandLine().getErr().println("wayside generate: cannot write the line: " + e);
            return ExitCode.IO;
        }
    }

    private LineSettings settings() {
        try {
            int tunnelCount = tunnels == null ? lengthKm / KM_PER_TUNNEL : tunnels;
            return new LineSettings(seed, lengthKm, cruiseKmh, tunnelCount, firstDay, days, carriers);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private LineSummary generate(LineSettings settings) throws IOException {
        LineGenerator generator = new LineGenerator(settings);
        // Picocli can tell a terminal on every version of Java; System.console() no longer can.
        if (!Ansi.AUTO.enabled()) {
            return generator.write(out, file -> {});
        }
        try (ProgressBar bar =
                progressBar((long) settings.days() * settings.carriers().size())) {
            return generator.write(out, file -> bar.step());
        }
    }

    /** Talks on stderr, as the library does by default. */
    private static ProgressBar progressBar(long files) {
        return new ProgressBarBuilder()
                .setTaskName("generate")
                .setInitialMax(files)
                .setUnit(" files", 1)
                .setStyle(ProgressBarStyle.ASCII)
                .clearDisplayOnFinish()
                .build();
    }

    private void print(LineSummary summary) {
        PrintWriter stdout = spec.commandLine().getOut();
        LineSummaryText text = new LineSummaryText(out, summary);
        stdout.print(json ? text.asJson() : text.asTable());
        stdout.flush();
    }
}
