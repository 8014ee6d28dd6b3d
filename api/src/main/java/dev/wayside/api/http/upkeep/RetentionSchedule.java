package dev.wayside.api.http.upkeep;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import dev.wayside.kvstore.HistoryStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A schedule that enforces a retention now and every hour, until it is closed. */
public final class RetentionSchedule implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RetentionSchedule.class);

    private final Retention retention;
    private final HistoryStore store;
    private final ScheduledExecutorService timer;

    private RetentionSchedule(Retention retention, HistoryStore store) {
        this.retention = retention;
        this.store = store;
        this.timer = Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "wayside-retention"));
    }

    /** Enforces the retention once before it returns. */
    public static RetentionSchedule start(Retention retention, HistoryStore store) {
        RetentionSchedule schedule = new RetentionSchedule(retention, store);
        if (!retention.isForever()) {
            schedule.forget();
            // Never done: enforcing throws nothing, and closing ends it.
            var unused = schedule.timer.scheduleWithFixedDelay(schedule::enforce, 1, 1, TimeUnit.HOURS);
        }
        return schedule;
    }

    private void enforce() {
        try {
            forget();
        } catch (RuntimeException e) {
            // An hour later it may succeed; a schedule that throws would never run again.
            LOG.error("cannot delete what is older than {} days", retention.days(), e);
        }
    }

    private void forget() {
        RetentionRun run = retention.enforce(store);
        if (!run.deleted().isEmpty()) {
            LOG.info("deleted what is older than {} days: {}", retention.days(), run.deleted());
        }
        if (!run.warning().isEmpty()) {
            LOG.warn("retention: {}", run.warning());
        }
    }

    /** Waits for a deletion under way. */
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
