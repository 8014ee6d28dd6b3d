package dev.wayside.datasets.line;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * A generator of a synthetic high-speed-rail line: one gzip-compressed canonical CSV file per day and carrier, such as
 * {@code 2026-01-05/cmcc.csv.gz}, and {@code line.json}, which says what line it is. Equal settings give equal files on
 * the same Java version and processor architecture, and every day can be generated alone. Immutable and thread-safe,
 * but two runs must not write into one folder at the same time.
 */
public final class LineGenerator {
    private final LineSettings settings;

    /** A generator of the line that {@code settings} describe. */
    public LineGenerator(LineSettings settings) {
        this.settings = settings;
    }

    /**
     * Writes all files, replacing those of an earlier run of the same line. Each file appears only when complete.
     *
     * @param out the folder, created if need be
     * @param progress called with each file's path when it is complete
     * @return what was written
     * @throws IllegalArgumentException if {@code out} holds another line already
     * @throws IOException if a file cannot be written
     */
    public LineSummary write(Path out, Consumer<Path> progress) throws IOException {
        Files.createDirectories(out);
        LineDescription.of(settings).claim(out);
        LineModel model = new LineModel(settings);
        Tally tally = new Tally();
        for (int i = 0; i < settings.days(); i++) {
            TrainRun trip = model.trip(settings.firstDay().plusDays(i));
            Path folder = Files.createDirectories(out.resolve(trip.day().toString()));
            for (String carrier : settings.carriers()) {
                Path file = folder.resolve(carrier + ".csv.gz");
                write(model.simulation(trip, carrier), carrier, file, tally);
                progress.accept(file);
            }
        }
        return tally.summary(settings, model);
    }

    private static void write(TraceSimulation simulation, String carrier, Path file, Tally tally) throws IOException {
        try (CanonicalCsv csv = new CanonicalCsv(file, carrier)) {
            tally.add(simulation.run(csv::write), csv.rows());
            csv.finish();
        } catch (UncheckedIOException e) {
            // The CSV writer cannot throw what its callers should handle.
            throw new IOException("cannot write " + file, e);
        }
    }
}
