package dev.wayside.relay.history;

/** Waits twice as long after each failure, up to a limit. Time is an argument. */
final class Backoff {

    private final double leastMillis;
    private final double mostMillis;
    private double waitMillis;
    private long untilNanos;

    Backoff(double leastMillis, double mostMillis, long nowNanos) {
        this.leastMillis = leastMillis;
        this.mostMillis = mostMillis;
        this.untilNanos = nowNanos;
    }

    void failed(long nowNanos) {
        waitMillis = waitMillis == 0 ? leastMillis : Math.min(mostMillis, 2 * waitMillis);
        untilNanos = nowNanos + Math.round(waitMillis * 1e6);
    }

    void succeeded() {
        waitMillis = 0;
    }

    boolean isOver(long nowNanos) {
        return waitMillis == 0 || nowNanos - untilNanos >= 0;
    }

    /** How long nothing is tried yet, ms. */
    double leftMillis(long nowNanos) {
        return waitMillis == 0 ? 0 : Math.max(0, (untilNanos - nowNanos) / 1e6);
    }
}
