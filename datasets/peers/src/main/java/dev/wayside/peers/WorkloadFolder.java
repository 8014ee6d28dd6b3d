package dev.wayside.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * A workload on disk, as peers of any language can read it:
 *
 * <ul>
 *   <li>{@code signal.i16}, {@code visits.i32}: the visits' samples, and how many each has ({@link SeriesFiles})
 *   <li>{@code drive-signal.i16}, {@code drives.i32}: the same of the stretches that queries slide along
 *   <li>{@code base.fvecs}, {@code query.fvecs}: every window of the visits, every window of the drives, in dBm
 *   <li>{@code truth.ivecs}: for every query the numbers of its {@value NearestWindows#K} nearest windows
 *   <li>{@code workload.json}: what it is; written last, so that a folder that has it is whole
 * </ul>
 */
record WorkloadFolder(Path path) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * The label of a workload.
     *
     * @param description where it comes from, in a line
     * @param windows how many are searched
     * @param visits how many they come from
     * @param queries how many there are
     * @param sampleIntervalMillis from one sample to the next, ms
     * @param windowLength samples per window
     */
    record Label(
            String description, int windows, int visits, int queries, int sampleIntervalMillis, int windowLength) {}

    boolean isWhole() {
        return Files.exists(labelFile());
    }

    Label label() throws IOException {
        return JSON.readValue(labelFile().toFile(), Label.class);
    }

    void write(CellDrives cell, int windows) throws IOException {
        Files.createDirectories(path);
        Windows base = cell.base(windows);
        Windows queries = cell.queries();
        visits().write(base.series());
        drives().write(queries.series());
        VectorFile.writeFloats(path.resolve("base.fvecs"), base.count(), base::vector);
        VectorFile.writeFloats(path.resolve("query.fvecs"), queries.count(), queries::vector);
        VectorFile.writeInts(truthFile(), NearestWindows.ofAll(queries, base));
        Label label = new Label(
                cell.description(),
                base.count(),
                base.series().size(),
                queries.count(),
                cell.sampleIntervalMillis(),
                cell.windowLength());
        JSON.writerWithDefaultPrettyPrinter().writeValue(labelFile().toFile(), label);
    }

    Workload read() throws IOException {
        Label label = label();
        return new Workload(
                label.sampleIntervalMillis(),
                new Windows(visits().read(), label.windowLength()),
                new Windows(drives().read(), label.windowLength()),
                VectorFile.readInts(truthFile()));
    }

    private SeriesFiles visits() {
        return new SeriesFiles(path.resolve("signal.i16"), path.resolve("visits.i32"));
    }

    private SeriesFiles drives() {
        return new SeriesFiles(path.resolve("drive-signal.i16"), path.resolve("drives.i32"));
    }

    private Path truthFile() {
        return path.resolve("truth.ivecs");
    }

    private Path labelFile() {
        return path.resolve("workload.json");
    }
}
