package dev.wayside.relay.loop;

import java.util.OptionalLong;

/** A limit of one line a second for one kind of log line, so that a flood of events does not flood the log. */
public final class LogLimit {

    /** Chosen: often enough to be seen, seldom enough for a disk. */
    private static final long INTERVAL_NANOS = 1_000_000_000L;

    private boolean logged;
    private long loggedNanos;
    private long heldBack;

    /** Returns the number of lines held back since the last one; empty if this line must be held back, too. */
    public OptionalLong admit(long nowNanos) {
        if (logged && nowNanos - loggedNanos < INTERVAL_NANOS) {
            heldBack++;
            return OptionalLong.empty();
        }
        OptionalLong others = OptionalLong.of(heldBack);
        logged = true;
        loggedNanos = nowNanos;
        heldBack = 0;
        return others;
    }
}
