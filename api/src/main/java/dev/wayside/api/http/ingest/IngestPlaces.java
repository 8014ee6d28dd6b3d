package dev.wayside.api.http.ingest;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import dev.wayside.api.http.exchange.ProblemException;
import dev.wayside.api.http.exchange.ProblemType;
import io.javalin.http.Context;

/**
 * The places for bodies that are ingested at the same time: each holds a thread for as long as its sender takes, and
 * the other threads are for other calls. As many more wait for a place, for a while, so that a burst of short bodies is
 * not refused.
 */
final class IngestPlaces {

    /** Chosen: a quarter of the threads, so that other calls are answered. */
    private static final int PLACES = 16;
    /** Chosen: a burst of short bodies passes in this time. */
    private static final int MAX_WAIT_SECONDS = 5;

    private final Semaphore placesAndWaiting = new Semaphore(2 * PLACES);
    private final Semaphore places = new Semaphore(PLACES, true);

    /** @throws ProblemException if too many wait, or no place was free for too long; there is nothing to leave then */
    void enter(Context context) {
        if (!placesAndWaiting.tryAcquire()) {
            throw busy(context);
        }
        boolean isIn = false;
        try {
            isIn = places.tryAcquire(MAX_WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            if (!isIn) {
                placesAndWaiting.release();
            }
        }
        if (!isIn) {
            throw busy(context);
        }
    }

    void leave() {
        places.release();
        placesAndWaiting.release();
    }

    private static ProblemException busy(Context context) {
        context.header("Retry-After", "1");
        return new ProblemException(
                ProblemType.BUSY, "already " + PLACES + " bodies are being read; try again in a second");
    }
}
