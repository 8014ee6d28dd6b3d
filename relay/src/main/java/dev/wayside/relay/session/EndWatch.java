package dev.wayside.relay.session;

/** A bound on the time that an ending connection waits for a near end that accepts nothing. Time is an argument. */
final class EndWatch {

    /** Time for the bytes that the far end sent before it broke off. Chosen: ten pauses of 0.2 s. */
    private static final long BROKEN_OFF_NANOS = 2_000_000_000L;
    /** Time where both ends finished. Chosen: as long as a user may pause a download that is complete. */
    private static final long FINISHED_NANOS = 300_000_000_000L;

    private long progress = Long.MIN_VALUE;
    private long progressNanos;

    EndWatch(long nowNanos) {
        progressNanos = nowNanos;
    }

    /** Discounts a time in which the relay itself was stalled: the near end could make no progress. */
    void discountPause(long nanos) {
        progressNanos += nanos;
    }

    /** Notes the progress now; a near end for which nothing waits is not slow. */
    void note(long progressNow, boolean waitsForNearEnd, long nowNanos) {
        if (progressNow > progress || !waitsForNearEnd) {
            progress = progressNow;
            progressNanos = nowNanos;
        }
    }

    /** True once it has waited for too long. */
    boolean isStuck(boolean brokenOff, long nowNanos) {
        return nowNanos - progressNanos > (brokenOff ? BROKEN_OFF_NANOS : FINISHED_NANOS);
    }
}
