package dev.wayside.matcher;

import java.util.List;
import java.util.OptionalDouble;

import dev.wayside.kvstore.Handover;

/**
 * A handover in the look-ahead of a window.
 *
 * @param aheadMillis time since the window's last sample
 * @param handover the handover
 */
record UpcomingHandover(long aheadMillis, Handover handover) {

    static OptionalDouble medianAheadMillis(List<UpcomingHandover> events) {
        if (events.isEmpty()) {
            return OptionalDouble.empty();
        }
        List<WeightedValue> times = events.stream()
                .map(event -> new WeightedValue(event.aheadMillis(), 1))
                .toList();
        return OptionalDouble.of(new WeightedSample(times).quantile(0.5));
    }
}
