package dev.wayside.relay;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A wait for something that happens on another thread, with a time limit. Its failure names what was waited for. */
public final class Eventually {

    /** Chosen: long enough for a busy machine, shorter than the time limits of the tests. */
    private static final Duration LIMIT = Duration.ofSeconds(25);

    private static final int POLL_MILLIS = 10;

    private Eventually() {}

    /** Waits until a condition is true. */
    public static void isTrue(String description, Callable<Boolean> condition) throws Exception {
        value(description, condition, isTrue -> isTrue);
    }

    /** Waits until a value satisfies a condition; that value. */
    public static <T> T value(String description, Callable<T> source, Predicate<? super T> condition) throws Exception {
        long start = System.nanoTime();
        T value = source.call();
        while (!condition.test(value)) {
            if (System.nanoTime() - start > LIMIT.toNanos()) {
                throw new AssertionError(
                        "not within " + LIMIT.toSeconds() + " s: " + description + "; the last value is " + value);
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            value = source.call();
        }
        return value;
    }

    /** Waits for a latch. */
    public static void isOpen(String description, CountDownLatch latch) {
        try {
            if (!latch.await(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("not within " + LIMIT.toSeconds() + " s: " + description);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
