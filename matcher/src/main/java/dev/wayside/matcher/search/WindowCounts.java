package dev.wayside.matcher.search;

import java.util.Arrays;

/**
 * The numbers of windows in a cell, and of those followed by a handover, for every length from one sample to a window.
 * Immutable.
 *
 * @param windows by length
 * @param followed by length, followed by a handover of any kind
 * @param disrupted by length, followed by a failure or an outage
 */
@SuppressWarnings("ArrayRecordComponent") // Never leaves the package, never written after construction.
record WindowCounts(int[] windows, int[] followed, int[] disrupted) {

    static WindowCounts none(int windowLength) {
        int[] zeros = new int[windowLength + 1];
        return new WindowCounts(zeros, zeros, zeros);
    }

    /** These counts plus those of one more stretch. */
    WindowCounts with(Stretches.View stretches, HandoverLog.View log, int stretch, FollowedWindows rule) {
        WindowCounts sum = new WindowCounts(
                Arrays.copyOf(windows, windows.length),
                Arrays.copyOf(followed, followed.length),
                Arrays.copyOf(disrupted, disrupted.length));
        boolean anyHandover = log.first(stretch) < log.end(stretch);
        for (int length = 1; length < windows.length; length++) {
            sum.windows[length] += windowsOf(stretches, stretch, length, rule.stride());
            if (anyHandover) {
                sum.followed[length] += rule.count(stretches, log, stretch, length, false);
                sum.disrupted[length] += rule.count(stretches, log, stretch, length, true);
            }
        }
        return sum;
    }

    static int windowsOf(Stretches.View stretches, int stretch, int length, int stride) {
        return Math.max(
                0,
                WindowSpan.end(stretches.samples()[stretch], length, stride)
                        - WindowSpan.first(stretches.overlap()[stretch], length, stride));
    }

    long bytes() {
        return 3L * windows.length * Integer.BYTES;
    }
}
