package dev.wayside.datasets.estimate;

import java.util.List;

import dev.wayside.kvstore.StoreSettings;

/**
 * The time ahead that a question asks about: the mean over that time, or the next sample that is measured within it.
 *
 * @param name such as {@code 5 s}
 * @param nextSampleOnly true if the truth is the next sample and not the mean
 */
public record Horizon(String name, int millis, boolean nextSampleOnly) {

    private static final int MILLIS_PER_SECOND = 1_000;
    private static final List<Integer> SECONDS = List.of(1, 2, 5, 10);

    public static Horizon ofSeconds(int seconds) {
        return new Horizon(seconds + " s", seconds * MILLIS_PER_SECOND, false);
    }

    /** Horizons that a store can answer. */
    public static List<Horizon> within(StoreSettings settings) {
        return SECONDS.stream()
                .map(Horizon::ofSeconds)
                .filter(horizon -> horizon.fits(settings))
                .toList();
    }

    /** Horizons that it cannot answer. */
    public static List<Horizon> beyond(StoreSettings settings) {
        return SECONDS.stream()
                .map(Horizon::ofSeconds)
                .filter(horizon -> !horizon.fits(settings))
                .toList();
    }

    /** The next sample, at most a look-ahead away. */
    static Horizon nextSample(StoreSettings settings) {
        return new Horizon("next", settings.lookAheadMillis(), true);
    }

    /** Whole grid steps within. */
    int steps(int stepMillis) {
        return millis / stepMillis;
    }

    private boolean fits(StoreSettings settings) {
        return millis >= settings.sampleIntervalMillis() && millis <= settings.lookAheadMillis();
    }
}
