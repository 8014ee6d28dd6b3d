package dev.wayside.kvstore.command;

import java.time.ZoneId;
import java.util.Objects;
import java.util.OptionalInt;

import dev.wayside.kvstore.StoreSettings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options for the creation of a store. An existing store keeps its settings. */
public final class StoreGridOptions {

    /** Chosen: five seconds ahead, and gaps that a short loss of coverage makes. */
    private static final int DEFAULT_LOOK_AHEAD_MILLIS = 5_000;

    private static final int DEFAULT_MAX_GAP_MILLIS = 3_000;
    private static final int DEFAULT_WINDOW_MILLIS = 5_000;
    private static final int MIN_WINDOW_SAMPLES = 10;

    @Option(
            names = "--sample-interval",
            paramLabel = "MS",
            description = "Sampling grid of a new store, ms (default: the sampling of the first log).")
    private @Nullable Integer sampleIntervalMillis;

    @Option(
            names = "--window",
            paramLabel = "SAMPLES",
            description = "Window length of a new store (default: 5 s, but at least 10 samples).")
    private @Nullable Integer windowLength;

    @Option(
            names = "--stride",
            paramLabel = "SAMPLES",
            description = "Samples from one window of a new store to the next (default: 1).")
    private @Nullable Integer windowStride;

    @Option(
            names = "--look-ahead",
            paramLabel = "MS",
            description = "Time past a window for which performance is kept, ms (default: 5000).")
    private @Nullable Integer lookAheadMillis;

    @Option(
            names = "--max-gap",
            paramLabel = "MS",
            description = "Longest gap that is interpolated; a longer one ends the visit, ms (default: 3000).")
    private @Nullable Integer maxGapMillis;

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            description =
                    "Time zone of a new store, such as Europe/Dublin: days are counted, and local times read, in it"
                            + " (default: UTC).")
    private @Nullable ZoneId zone;

    /** No option set; the command line fills them in. */
    public StoreGridOptions() {}

    /** The given sampling interval, ms; empty if none was given. */
    OptionalInt sampleIntervalMillis() {
        return sampleIntervalMillis == null ? OptionalInt.empty() : OptionalInt.of(sampleIntervalMillis);
    }

    /**
     * Settings for a new store.
     *
     * @param detectedIntervalMillis the sampling interval of the first log
     * @throws IllegalArgumentException if a value is out of range
     */
    public StoreSettings forNewStore(int detectedIntervalMillis) {
        int interval = or(sampleIntervalMillis, detectedIntervalMillis);
        int lookAhead = Math.max(1, Math.round((float) DEFAULT_LOOK_AHEAD_MILLIS / interval)) * interval;
        return new StoreSettings(
                interval,
                or(windowLength, Math.max(MIN_WINDOW_SAMPLES, DEFAULT_WINDOW_MILLIS / Math.max(1, interval))),
                or(windowStride, 1),
                or(lookAheadMillis, lookAhead),
                or(maxGapMillis, Math.max(DEFAULT_MAX_GAP_MILLIS, 3 * interval)),
                Objects.requireNonNullElse(zone, ZoneId.of("UTC")));
    }

    /** The settings of an existing store with the given options applied. */
    public StoreSettings appliedTo(StoreSettings existing) {
        return new StoreSettings(
                or(sampleIntervalMillis, existing.sampleIntervalMillis()),
                or(windowLength, existing.windowLength()),
                or(windowStride, existing.windowStride()),
                or(lookAheadMillis, existing.lookAheadMillis()),
                or(maxGapMillis, existing.maxGapMillis()),
                Objects.requireNonNullElse(zone, existing.zone()));
    }

    private static int or(@Nullable Integer chosen, int otherwise) {
        return Objects.requireNonNullElse(chosen, otherwise);
    }
}
