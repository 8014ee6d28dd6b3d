package dev.wayside.kvstore;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * The settings that are fixed when a store is created, because every stored sample depends on them.
 *
 * @param sampleIntervalMillis the sampling grid: one RSRP sample per interval, ms, 1 to 60,000
 * @param windowLength samples per window, 2 to 1,000
 * @param windowStride samples from the start of one window to the next, 1 to the window length
 * @param lookAheadMillis time past a window for which performance is kept, ms; a multiple of the interval, at most
 *     60,000
 * @param maxGapMillis longest gap that is interpolated; a longer one ends the visit, ms, at least one interval
 * @param zone time zone of days, and of logs without an offset
 */
public record StoreSettings(
        int sampleIntervalMillis,
        int windowLength,
        int windowStride,
        int lookAheadMillis,
        int maxGapMillis,
        ZoneId zone) {

    /** The bounds are chosen: beyond any log that was seen, and far from overflow. */
    private static final int MAX_INTERVAL_MILLIS = 60_000;

    private static final int MAX_LOOK_AHEAD_MILLIS = 60_000;
    private static final int MAX_WINDOW_SAMPLES = 1_000;
    private static final int MAX_GAP_MILLIS = 600_000;

    /** @throws IllegalArgumentException if a value is out of its range; names it and the range */
    public StoreSettings {
        requireBetween("sampling interval (ms)", sampleIntervalMillis, 1, MAX_INTERVAL_MILLIS);
        requireBetween("window length (samples)", windowLength, 2, MAX_WINDOW_SAMPLES);
        requireBetween("window stride (samples)", windowStride, 1, windowLength);
        requireBetween("look-ahead (ms)", lookAheadMillis, sampleIntervalMillis, MAX_LOOK_AHEAD_MILLIS);
        requireBetween("longest gap (ms)", maxGapMillis, sampleIntervalMillis, MAX_GAP_MILLIS);
        if (lookAheadMillis % sampleIntervalMillis != 0) {
            throw new IllegalArgumentException("the look-ahead (" + lookAheadMillis
                    + " ms) must be a multiple of the sampling interval (" + sampleIntervalMillis + " ms)");
        }
    }

    /** Samples in one look-ahead. */
    public int lookAheadSamples() {
        return lookAheadMillis / sampleIntervalMillis;
    }

    /** The day of a moment, in the store's zone. */
    public LocalDate dayOf(long epochMillis) {
        return LocalDate.ofInstant(Instant.ofEpochMilli(epochMillis), zone);
    }

    /** Number of windows in a visit, or a stored stretch of one, of {@code samples} samples. */
    public int windowsIn(int samples) {
        return samples < windowLength ? 0 : (samples - windowLength) / windowStride + 1;
    }

    /**
     * Number of a stored stretch's samples that no earlier stretch of its visit holds: all of the first, and of a
     * further one, which overlaps the one before it, the samples that its windows add.
     */
    public int newSamplesIn(VisitKey stretch, int samples) {
        return stretch.firstSample() == 0 ? samples : windowsIn(samples) * windowStride;
    }

    /** The differences from {@code wanted}, a line each; empty if there are none. */
    public List<String> differencesFrom(StoreSettings wanted) {
        List<String> differences = new ArrayList<>();
        addDifference(differences, "sampling interval (ms)", sampleIntervalMillis, wanted.sampleIntervalMillis);
        addDifference(differences, "window length (samples)", windowLength, wanted.windowLength);
        addDifference(differences, "window stride (samples)", windowStride, wanted.windowStride);
        addDifference(differences, "look-ahead (ms)", lookAheadMillis, wanted.lookAheadMillis);
        addDifference(differences, "longest gap (ms)", maxGapMillis, wanted.maxGapMillis);
        addDifference(differences, "time zone", zone, wanted.zone);
        return differences;
    }

    /** The settings in one line for an operator. */
    public String toText() {
        return "grid %d ms, windows of %d samples every %d, look-ahead %d ms, longest gap %d ms, days in %s"
                .formatted(sampleIntervalMillis, windowLength, windowStride, lookAheadMillis, maxGapMillis, zone);
    }

    private static void addDifference(List<String> differences, String name, Object here, Object wanted) {
        if (!here.equals(wanted)) {
            differences.add(name + " is " + here + " in the store, " + wanted + " was requested");
        }
    }

    private static void requireBetween(String name, int value, int min, int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(
                    "the " + name + " must lie between " + min + " and " + max + ", not " + value);
        }
    }
}
