package dev.wayside.relay.history;

import java.util.function.DoubleSupplier;

/** A wait that doubles after each failure, up to a limit. Time is an argument, and chance is given. */
public final class Backoff {

    private final double minMillis;
    private final double maxMillis;
    private final DoubleSupplier chance;
    private double waitMillis;
    private long untilNanos;

    /** Waits exactly as long as said. */
    public Backoff(double minMillis, double maxMillis, long nowNanos) {
        this(minMillis, maxMillis, nowNanos, () -> 1);
    }

    /**
     * Waits between half and all of it, so that many who failed together do not try again together.
     *
     * @param chance 0 to 1, another one each time
     */
    public Backoff(double minMillis, double maxMillis, long nowNanos, DoubleSupplier chance) {
        this.minMillis = minMillis;
        this.maxMillis = maxMillis;
        this.chance = chance;
        this.untilNanos = nowNanos;
    }

    /** Waits, longer than the last time. */
    public void failed(long nowNanos) {
        waitMillis = waitMillis == 0 ? minMillis : Math.min(maxMillis, 2 * waitMillis);
        untilNanos = nowNanos + Math.round(waitMillis * (1 + chance.getAsDouble()) / 2 * 1e6);
    }

    /** Waits no longer, and begins with the shortest wait at the next failure. */
    public void succeeded() {
        waitMillis = 0;
    }

    /** Whether it may be tried again. */
    public boolean isOver(long nowNanos) {
        return waitMillis == 0 || nowNanos - untilNanos >= 0;
    }

    /** How long nothing is tried yet, ms. */
    public double leftMillis(long nowNanos) {
        return waitMillis == 0 ? 0 : Math.max(0, (untilNanos - nowNanos) / 1e6);
    }
}
