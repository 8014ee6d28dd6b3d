package dev.wayside.relay.path;

import java.net.InetSocketAddress;
import java.util.HashSet;
import java.util.Set;

/**
 * The one cloud relay process that an edge uses. Connections end in one process: paths to another would only reset
 * them, so the other stands by until the first is lost. Time is an argument.
 */
final class CloudProcess {

    /** Chosen: an edge whose paths all broke finds the same process again within this time. */
    private static final double GONE_MILLIS = 2_000;
    /** Chosen: two and a half of the probes of an idle pair. */
    private static final double QUIET_MILLIS = 5_000;
    /** Chosen: longer than a process stands still, shorter than a user waits. */
    private static final double SILENT_MILLIS = 10_000;
    /** Chosen: at the same address a new process is most likely the successor of one that has ended. */
    private static final double SUCCESSOR_MILLIS = 3_000;

    private final Set<InetSocketAddress> addresses = new HashSet<>();
    private boolean isKnown;
    private long instance;
    private long heardNanos;
    private long otherNanos;

    /** What is to be done with a path to a process that has proved that it has the key. */
    enum Answer {
        /** It is the one in use. */
        USE,
        /** Another one is in use. */
        STAND_BY,
        /** The one in use has restarted: this is its successor. */
        SUCCEED,
        /** The one in use is lost: this one takes its place. */
        TAKE_OVER
    }

    /** The process in use gave a sign of life. */
    void heard(long nanos) {
        heardNanos = Math.max(heardNanos, nanos);
    }

    /** Whether another process would be welcome. */
    boolean isLost(boolean hasPath, long nowNanos) {
        return isKnown && (!hasPath || (nowNanos - heardNanos) / 1e6 > QUIET_MILLIS);
    }

    /** Judges the process that answers at an address; the caller {@link #use uses} it if so decided. */
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
        return aloneMillis >= (hasPath ? SILENT_MILLIS : GONE_MILLIS) ? Answer.TAKE_OVER : Answer.STAND_BY;
    }

    /** From now on this one is used. */
    void use(long used, InetSocketAddress address, long nowNanos) {
        if (!isKnown || used != instance) {
            addresses.clear();
        }
        isKnown = true;
        instance = used;
        addresses.add(address);
        heard(nowNanos);
    }

    /** Where it answered. */
    Set<InetSocketAddress> addresses() {
        return Set.copyOf(addresses);
    }
}
