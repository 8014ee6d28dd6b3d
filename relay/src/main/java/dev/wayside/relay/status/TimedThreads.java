package dev.wayside.relay.status;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * Threads that interrupt a task after a time limit. For a request whose rest never arrives, the interrupt closes the
 * connection, and the thread is free again.
 */
final class TimedThreads implements Executor, AutoCloseable {

    private final int seconds;
    private final ExecutorService threads;
    private final ScheduledExecutorService clock;

    TimedThreads(String name, int count, int seconds) {
        this.seconds = seconds;
        threads = Executors.newFixedThreadPool(count, daemons(name));
        clock = Executors.newSingleThreadScheduledExecutor(daemons(name + "-clock"));
    }

    private static ThreadFactory daemons(String name) {
        return work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    @Override
    public void execute(Runnable task) {
        threads.execute(() -> runInTime(task));
    }

    private void runInTime(Runnable task) {
        Thread own = Thread.currentThread();
        Future<?> alarm = clock.schedule(own::interrupt, seconds, TimeUnit.SECONDS);
        try {
            task.run();
        } finally {
            alarm.cancel(false);
        }
    }

    @Override
    public void close() {
        threads.shutdown();
        clock.shutdown();
    }
}
