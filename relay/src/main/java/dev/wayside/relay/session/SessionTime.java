package dev.wayside.relay.session;

/** The time of the driver's latest call: a session reads no clock. */
final class SessionTime {

    /**
     * Time without a call above which the relay itself was stalled: that is no silence of a path. Chosen: eight ticks,
     * more than the driver is late in ordinary operation.
     */
    static final long STALLED_NANOS = 8 * SessionSettings.TICK_MILLIS * 1_000_000L;

    private long nowNanos;

    SessionTime(long nowNanos) {
        this.nowNanos = nowNanos;
    }

    long nowNanos() {
        return nowNanos;
    }

    void advance(long nanos) {
        nowNanos = nanos;
    }
}
