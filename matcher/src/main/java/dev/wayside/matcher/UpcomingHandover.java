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

    /** The middle time, or the mean of the middle two; empty without events. */
    static OptionalDouble medianAheadMillis(List<UpcomingHandover> events) {
        long[] times = events.stream()
                .mapToLong(UpcomingHandover::aheadMillis)
                .sorted()
                .toArray();
        int count = times.length;
        return count == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of((times[(count - 1) / 2] + times[count / 2]) / 2.0);
    }
}
