package dev.wayside.matcher.search;

import dev.wayside.kvstore.StoreSettings;

/**
 * The count of a stretch's windows whose look-ahead holds a handover, without a loop over them: each handover lies in
 * the look-ahead of one interval of windows.
 *
 * <p>A handover is in the look-ahead from zero to one look-ahead past the window's last sample, both ends included: its
 * time is the last sample of the old cell, so at zero it is still to come.
 *
 * @param intervalMillis sampling interval
 * @param lookAheadMillis look-ahead
 * @param stride samples from one window to the next
 */
record FollowedWindows(int intervalMillis, int lookAheadMillis, int stride) {

    static FollowedWindows of(StoreSettings settings) {
        return new FollowedWindows(
                settings.sampleIntervalMillis(), settings.lookAheadMillis(), settings.windowStride());
    }

    int count(Stretches.View stretches, HandoverLog.View log, int stretch, int length, boolean disruptiveOnly) {
        int next = WindowSpan.first(stretches.overlap()[stretch], length, stride);
        int end = WindowSpan.end(stretches.samples()[stretch], length, stride);
        int counted = 0;
        for (int i = log.first(stretch); i < log.end(stretch) && next < end; i++) {
            if (disruptiveOnly && !log.isDisruptive(i)) {
                continue;
            }
            long sinceFirstWindowEnded =
                    log.epochMillis()[i] - stretches.startEpochMillis()[stretch] - (length - 1L) * intervalMillis;
            long from =
                    Math.max(next, ceilDiv(ceilDiv(sinceFirstWindowEnded - lookAheadMillis, intervalMillis), stride));
            long to = Math.min(end, Math.floorDiv(Math.floorDiv(sinceFirstWindowEnded, intervalMillis), stride) + 1);
            if (from < to) {
                counted += (int) (to - from);
                next = (int) to;
            }
        }
        return counted;
    }

    /** The first handover in the look-ahead of one window, or -1. */
    int firstAfter(
            Stretches.View stretches, HandoverLog.View log, int stretch, int lastSample, boolean disruptiveOnly) {
        for (int i = log.first(stretch); i < log.end(stretch); i++) {
            long ahead = aheadMillis(stretches, log, stretch, lastSample, i);
            if (ahead >= 0 && ahead <= lookAheadMillis && (!disruptiveOnly || log.isDisruptive(i))) {
                return i;
            }
        }
        return -1;
    }

    /** Time from a sample of a stretch to one of its handovers, ms. */
    long aheadMillis(Stretches.View stretches, HandoverLog.View log, int stretch, int sample, int handover) {
        return log.epochMillis()[handover] - stretches.startEpochMillis()[stretch] - (long) sample * intervalMillis;
    }

    private static long ceilDiv(long dividend, int divisor) {
        return -Math.floorDiv(-dividend, divisor);
    }
}
