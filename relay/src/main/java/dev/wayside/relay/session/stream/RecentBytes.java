package dev.wayside.relay.session.stream;

/** Bytes that a connection sent lately: few of them are a message, and not a piece of something long. */
public final class RecentBytes {

    /** Chosen: longer than most round trips. */
    private static final long RECENT_NANOS = 1_000_000_000;

    /** Chosen: one full segment. */
    private static final long QUIET_BYTES = 16 << 10;

    private long bytes;
    private long sinceNanos;

    /** Notes bytes sent. */
    public void sent(int count, long nowNanos) {
        if (nowNanos - sinceNanos > RECENT_NANOS) {
            sinceNanos = nowNanos;
            bytes = 0;
        }
        bytes += count;
    }

    /** True if so little was sent that the next bytes are a message. */
    public boolean isQuiet(long nowNanos) {
        return nowNanos - sinceNanos > RECENT_NANOS || bytes < QUIET_BYTES;
    }
}
