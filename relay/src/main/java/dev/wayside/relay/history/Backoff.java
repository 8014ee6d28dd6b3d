package dev.wayside.relay.history;

import java.util.function.DoubleSupplier;

/** A wait that doubles after each failure, up to a limit. Time and randomness are arguments. */
public final class Backoff {

    private final double minMillis;
    private final double maxMillis;
    private final DoubleSupplier chance;
    private double waitMillis;
    private long untilNanos;

    /** A backoff without randomness. */
    public Backoff(double minMillis, double maxMillis, long nowNanos) {
        this(minMillis, maxMillis, nowNanos, () -> 1);
    }

    /**
     * A backoff that waits between half and all of the time, so that several that failed together do not try again
     * together.
     *
     * @param chance a random number from 0 to 1
     */
    public Backoff(double minMillis, double maxMillis, long nowNanos, DoubleSupplier chance) {
        this.minMillis = minMillis;
        this.maxMillis = maxMillis;
        this.chance = chance;
        this.untilNanos = nowNanos;
    }

    /** Starts a wait, longer than the last one. */
    public void failed(long nowNanos) {
        waitMillis = waitMillis == 0 ? minMillis : Math.min(maxMillis, 2 * waitMillis);
        untilNanos = nowNanos + Math.round(waitMillis * (1 + chance.getAsDouble()) / 2 * 1e6);
    }

    /** Ends the wait; the next failure starts with the shortest one. */
    public void succeeded() {
        waitMillis = 0;
    }

    /** True if the wait is over. */
    public boolean isOver(long nowNanos) {
        return waitMillis == 0 || nowNanos - untilNanos >= 0;
    }

    /** The rest of the wait, ms. */
    public double leftMillis(long nowNanos) {
        return waitMillis == 0 ? 0 : Math.max(0, (untilNanos - nowNanos) / 1e6);
    }
}
