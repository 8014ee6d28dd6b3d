package dev.wayside.relay.loop;

import java.util.OptionalLong;

/** Holds one kind of log line back to one a second: a flood of events is not to flood the log too. */
public final class LogLimit {

    /** Chosen: often enough to be seen, seldom enough for a disk. */
    private static final long INTERVAL_NANOS = 1_000_000_000L;

    private boolean logged;
    private long loggedNanos;
    private long heldBack;

    /** Empty if this line is to be held back, else how many were since the last one. */
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
