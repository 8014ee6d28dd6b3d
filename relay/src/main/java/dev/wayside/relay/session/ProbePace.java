package dev.wayside.relay.session;

import java.util.Collection;

import dev.wayside.relay.schedule.Lane;

/**
 * The interval of probes: short while data is under way or was lately, long while the pair is idle, so that an idle
 * path costs next to nothing. Then the edge probes, on the lane of bulk; the cloud sees its answers acknowledged, and
 * probes only when they are not needed any more. Time is an argument.
 */
final class ProbePace {

    /**
     * Time after the last data until the pair counts as idle. Chosen: the pauses within a page or a call are shorter.
     */
    private static final double IDLE_AFTER_MILLIS = 2_000;

    /**
     * Chosen: a probe, its echo and the acknowledgement are 196 bytes of IP, so that a carrier costs 0.1 kB/s
     * ({@code idle.sh}); twice within the 5 s after which an edge without a sign of life lets connections pass.
     */
    private static final double IDLE_EDGE_MILLIS = 2_000;

    /** Chosen: longer than the edge's and a round trip of a second. */
    private static final double IDLE_CLOUD_MILLIS = 3_000;

    /**
     * Chosen: keeps the connection known to NAT boxes, which forget after 30 s at the earliest. Whether the carrier
     * lives shows on the other lane.
     */
    private static final double IDLE_SHORT_LANE_MILLIS = 15_000;

    private final double busyMillis;
    private final double idleMillis;
    private boolean busy = true;

    /** @param busyMillis interval of probes on a path while the pair is busy */
    ProbePace(double busyMillis, boolean isEdge) {
        this.busyMillis = busyMillis;
        this.idleMillis = isEdge ? IDLE_EDGE_MILLIS : IDLE_CLOUD_MILLIS;
    }

    /**
     * Notes whether the pair is busy now.
     *
     * @param waits true if something waits to be sent
     * @return true if it has just become busy: the measurements of the paths are old
     */
    boolean becomesBusy(Collection<PathState> paths, boolean waits, long nowNanos) {
        boolean before = busy;
        busy = waits
                || paths.stream()
                        .anyMatch(path -> path.hasUnderWay() || path.millisSinceData(nowNanos) < IDLE_AFTER_MILLIS);
        return busy && !before;
    }

    boolean isBusy() {
        return busy;
    }

    /** Interval of probes on a path: short while it gives no sign of life, so that its recovery is noticed. */
    double intervalMillis(PathState path) {
        if (busy || path.isFailing()) {
            return busyMillis;
        }
        return path.link().lane() == Lane.SHORT ? IDLE_SHORT_LANE_MILLIS : idleMillis;
    }
}
