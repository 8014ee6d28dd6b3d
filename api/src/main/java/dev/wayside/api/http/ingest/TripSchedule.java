package dev.wayside.api.http.ingest;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import dev.wayside.traceingest.trip.TripIngestion;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A schedule that closes silent trips, now and then, until it is closed. */
public final class TripSchedule implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TripSchedule.class);

    /** Chosen: short against any silence, for one look at each unfinished trip. */
    private static final int EVERY_SECONDS = 30;

    private final TripIngestion trips;
    private final Duration silence;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "wayside-trips"));
    private volatile int open;

    private TripSchedule(TripIngestion trips, Duration silence) {
        this.trips = trips;
        this.silence = silence;
    }

    /**
     * Starts a schedule.
     *
     * @param silence the time without a row after which a trip is closed
     */
    public static TripSchedule start(TripIngestion trips, Duration silence) {
        TripSchedule schedule = new TripSchedule(trips, silence);
        // Never done: closing throws nothing, and the end of the schedule ends it.
        var unused = schedule.timer.scheduleWithFixedDelay(schedule::closeSilent, 0, EVERY_SECONDS, TimeUnit.SECONDS);
        return schedule;
    }

    /** Open trips, of all services on the store, when it last looked. */
    public int open() {
        return open;
    }

    private void closeSilent() {
        try {
            open = trips.closeSilent(silence);
        } catch (RuntimeException e) {
            // The next time it may succeed; a schedule that throws would never run again.
            LOG.error("cannot close silent trips", e);
        }
    }

    /** Waits for a trip that is being closed. */
    @Override
    public void close() {
        timer.shutdown();
        try {
            timer.awaitTermination(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
