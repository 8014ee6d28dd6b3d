package dev.wayside.api.blackbox;

import java.util.concurrent.TimeUnit;

/** A wait for something that a service does in its own time. */
final class Eventually {

    /** Chosen: far beyond what a loaded machine needs. */
    private static final long TIMEOUT_SECONDS = 60;

    private Eventually() {}

    /** A question to the service. */
    @FunctionalInterface
    interface Condition {
        boolean isMet() throws Exception;
    }

    /** Asks until a condition is met; fails after a minute, and names what did not happen. */
    static void await(String event, Condition condition) throws Exception {
        long start = System.nanoTime();
        while (!condition.isMet()) {
            if (System.nanoTime() - start > TimeUnit.SECONDS.toNanos(TIMEOUT_SECONDS)) {
                throw new AssertionError(event + ": not within " + TIMEOUT_SECONDS + " s");
            }
            Thread.onSpinWait();
        }
    }
}
