package dev.wayside.relay.path;

import java.net.InetSocketAddress;
import java.util.HashSet;
import java.util.Set;

/**
 * The one cloud relay process that an edge uses. Connections end in one process; a path to another process would reset
 * them, so the other is on standby until the first is lost. Time is an argument.
 */
final class CloudProcess {

    /** Chosen: an edge whose paths all broke finds the same process again within this time. */
    private static final double PATHLESS_MILLIS = 2_000;
    /** Chosen: two and a half intervals of the probes of an idle pair. */
    private static final double QUIET_MILLIS = 5_000;
    /** Chosen: longer than a process pauses, shorter than a user waits. */
    private static final double SILENT_MILLIS = 10_000;
    /** Chosen: at the same address a new process is most likely the successor of one that has ended. */
    private static final double SUCCESSOR_MILLIS = 3_000;

    private final Set<InetSocketAddress> addresses = new HashSet<>();
    private boolean isKnown;
    private long instance;
    private long heardNanos;
    private long otherNanos;

    /** The decision about a path to a process that has proved that it has the key. */
    enum Answer {
        /** The process is the one in use. */
        USE,
        /** Another process is in use. */
        STAND_BY,
        /** The process in use has restarted; this is its successor. */
        SUCCEED,
        /** The process in use is lost; this one takes its place. */
        TAKE_OVER
    }

    /** Notes a sign of life of the process in use. */
    void heard(long nanos) {
        heardNanos = Math.max(heardNanos, nanos);
    }

    /** True if another process may take over. */
    boolean isLost(boolean hasPath, long nowNanos) {
        return isKnown && (!hasPath || (nowNanos - heardNanos) / 1e6 > QUIET_MILLIS);
    }

    /** Judges the process that answers at an address; the caller then {@link #use uses} it if the decision says so. */
    Answer judge(long answering, InetSocketAddress address, boolean hasPath, long nowNanos) {
        if (!isKnown || answering == instance) {
            use(answering, address, nowNanos);
            return Answer.USE;
        }
        if (addresses.contains(address)) {
            boolean hasEnded = !hasPath || (nowNanos - heardNanos) / 1e6 >= SUCCESSOR_MILLIS;
            return hasEnded ? Answer.SUCCEED : Answer.STAND_BY;
        }
        if (otherNanos <= heardNanos) {
            otherNanos = nowNanos;
        }
        double aloneMillis = (nowNanos - otherNanos) / 1e6;
        return aloneMillis >= (hasPath ? SILENT_MILLIS : PATHLESS_MILLIS) ? Answer.TAKE_OVER : Answer.STAND_BY;
    }

    /** Makes this process the one in use. */
    void use(long used, InetSocketAddress address, long nowNanos) {
        if (!isKnown || used != instance) {
            addresses.clear();
        }
        isKnown = true;
        instance = used;
        addresses.add(address);
        heard(nowNanos);
    }

    /** The addresses at which the process in use has answered. */
    Set<InetSocketAddress> addresses() {
        return Set.copyOf(addresses);
    }
}
