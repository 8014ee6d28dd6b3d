package dev.wayside.api.http.flow;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * The calls that wait for a thread. Owners come in turn, and none has all threads. What would wait longer than the
 * deadline, as far as the times of the last calls tell, is refused at once; what waited so long nevertheless is refused
 * then. A burst after a time without a queue may wait longer. Thread-safe.
 *
 * <p>Jetty's {@code QoSHandler} holds a place until the client has read the answer: slow readers would hold all.
 */
final class WorkQueue {

    /** Chosen: a vehicle that asks four times a second wants no older answer than 250 ms, with its own time. */
    static final long DEADLINE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    /** Chosen: a burst, or a service that has just started, has passed then; a queue that stays is overload. */
    private static final long BURST_NANOS = TimeUnit.SECONDS.toNanos(1);
    /** Chosen: a burst of half of it from one client is no overload. */
    private static final int MIN_PLACES = 256;
    /** Chosen: a call of another owner begins at once. */
    private static final int RESERVED_DIVISOR = 4;
    /** Chosen: an average over the last hundred calls or so. */
    private static final double NEWEST_WEIGHT = 0.01;
    /** Before a call is measured: {@code HttpLoadBenchmark} answered 9,700 requests a second on two cores. */
    private static final double FIRST_MEAN_NANOS = 200_000;

    /** A call that waits. */
    record Work(String owner, Runnable task, Consumer<ShedReason> refused) {}

    private record Waiting(Work work, long sinceNanos) {}

    private final int workers;
    private final int workersOfOne;
    private final Executor threads;
    private final Map<String, Deque<Waiting>> byOwner = new LinkedHashMap<>();
    private final Map<String, Integer> runningByOwner = new HashMap<>();
    private double meanNanos = FIRST_MEAN_NANOS;
    private long queuedSinceNanos;
    private int running;
    private int count;

    /**
     * A queue without calls.
     *
     * @param workers calls that run at once
     * @param threads runs them; never refuses one
     */
    WorkQueue(int workers, Executor threads) {
        this.workers = workers;
        this.workersOfOne = Math.max(1, workers - workers / RESERVED_DIVISOR);
        this.threads = threads;
    }

    /** Runs a call once a thread is free, or refuses it: at once, or when its deadline has passed. */
    void submit(Work work) {
        ShedReason reason;
        synchronized (this) {
            if (mayRun(work.owner())) {
                begin(work.owner());
                threads.execute(() -> runFrom(work));
                return;
            }
            reason = offer(work);
        }
        if (reason != null) {
            work.refused().accept(reason);
        }
    }

    /** Refuses what has waited until its deadline: workers that are held up do not look. */
    void refuseExpired() {
        List<Waiting> expired = new ArrayList<>();
        synchronized (this) {
            for (Iterator<Deque<Waiting>> queues = byOwner.values().iterator(); queues.hasNext(); ) {
                Deque<Waiting> queue = queues.next();
                while (!queue.isEmpty() && isExpired(queue.element())) {
                    expired.add(queue.remove());
                    count--;
                }
                if (queue.isEmpty()) {
                    queues.remove();
                }
            }
        }
        expired.forEach(waiting -> waiting.work().refused().accept(ShedReason.DEADLINE));
    }

    synchronized int waiting() {
        return count;
    }

    private boolean mayRun(String owner) {
        return running < workers && runningByOwner.getOrDefault(owner, 0) < workersOfOne;
    }

    private void begin(String owner) {
        running++;
        runningByOwner.merge(owner, 1, Integer::sum);
    }

    private @Nullable ShedReason offer(Work work) {
        int own =
                Optional.ofNullable(byOwner.get(work.owner())).map(Deque::size).orElse(0);
        int owners = byOwner.size() + (own == 0 ? 1 : 0);
        int places = Math.max(MIN_PLACES, (int) (workers * DEADLINE_NANOS / meanNanos));
        if (count >= places) {
            return ShedReason.QUEUE_FULL;
        }
        if (own > 0 && own >= places / (owners + 1)) {
            return owners == 1 ? ShedReason.QUEUE_FULL : ShedReason.QUEUE_SHARE;
        }
        if (count == 0) {
            queuedSinceNanos = System.nanoTime();
        }
        byOwner.computeIfAbsent(work.owner(), owner -> new ArrayDeque<>()).add(new Waiting(work, System.nanoTime()));
        count++;
        return null;
    }

    private void runFrom(Work first) {
        Work work = first;
        while (work != null) {
            long started = System.nanoTime();
            try {
                work.task().run();
            } finally {
                end(work.owner(), System.nanoTime() - started);
            }
            work = next();
        }
    }

    /** A long call has its own places, and counts here as one that takes all of the deadline. */
    private synchronized void end(String owner, long nanos) {
        running--;
        if (runningByOwner.merge(owner, -1, Integer::sum) == 0) {
            runningByOwner.remove(owner);
        }
        meanNanos += NEWEST_WEIGHT * (Math.min(nanos, DEADLINE_NANOS) - meanNanos);
    }

    /** The next call; null if none waits that may run. */
    private @Nullable Work next() {
        while (true) {
            Waiting waiting;
            boolean isLate;
            synchronized (this) {
                waiting = poll();
                if (waiting == null) {
                    return null;
                }
                isLate = isExpired(waiting);
                if (!isLate) {
                    begin(waiting.work().owner());
                }
            }
            if (!isLate) {
                return waiting.work();
            }
            waiting.work().refused().accept(ShedReason.DEADLINE);
        }
    }

    /** The oldest call of the first owner in turn that may run one; that owner comes last then. */
    private @Nullable Waiting poll() {
        for (Iterator<Map.Entry<String, Deque<Waiting>>> inTurn =
                        byOwner.entrySet().iterator();
                inTurn.hasNext(); ) {
            Map.Entry<String, Deque<Waiting>> turn = inTurn.next();
            String owner = turn.getKey();
            if (mayRun(owner)) {
                Deque<Waiting> queue = turn.getValue();
                inTurn.remove();
                Waiting waiting = queue.remove();
                count--;
                if (!queue.isEmpty()) {
                    byOwner.put(owner, queue);
                }
                return waiting;
            }
        }
        return null;
    }

    private boolean isExpired(Waiting waiting) {
        long now = System.nanoTime();
        long patienceNanos = now - queuedSinceNanos > BURST_NANOS ? DEADLINE_NANOS : BURST_NANOS;
        return now - waiting.sinceNanos() > patienceNanos;
    }
}
