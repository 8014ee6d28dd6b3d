package dev.wayside.relay.session;

/** The time of the driver's latest call: a session reads no clock. */
final class SessionTime {

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
