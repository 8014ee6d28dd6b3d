package dev.wayside.relay.session;

/** Bounds how long an ending connection waits for a near end that takes nothing. Time is an argument. */
final class EndWatch {

    /** Time for what the far end said before it broke off. Chosen. */
    private static final long BROKEN_OFF_NANOS = 2_000_000_000L;
    /** Time where both ends finished: as long as a user may pause what is complete. Chosen. */
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

    /** Notes how far it is now; a near end that nothing waits for is not slow. */
    void note(long progressNow, boolean waitsForNearEnd, long nowNanos) {
        if (progressNow > progress || !waitsForNearEnd) {
            progress = progressNow;
            progressNanos = nowNanos;
        }
    }

    /** Whether it has waited for too long. */
    boolean isStuck(boolean brokenOff, long nowNanos) {
        return nowNanos - progressNanos > (brokenOff ? BROKEN_OFF_NANOS : FINISHED_NANOS);
    }
}
