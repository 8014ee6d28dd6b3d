package dev.wayside.api.http.flow;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.eclipse.jetty.util.VirtualThreads;

/** The threads that calls run in, apart from those of the sockets. */
final class CallThreads implements AutoCloseable {

    /** Chosen: calls compute, some wait for the disk, and the threads of the sockets must find a core. */
    static final int CALLS = Math.max(4, 2 * Runtime.getRuntime().availableProcessors());
    /** Chosen: a liveness probe needs a millisecond. */
    private static final int PROBES = 1;
    /** Chosen: readiness may wait for the store while metrics are read. */
    private static final int MONITORS = 2;
    /** Chosen: as many threads as an ordinary machine bears easily; half of them are for one client. */
    static final int INGEST_PLACES = 256;
    /** Chosen: a few more than there are places, to refuse the others. */
    private static final int INGESTS = INGEST_PLACES + 32;
    /** Chosen: a burst has passed. */
    private static final int IDLE_SECONDS = 10;

    private final ExecutorService calls = pool(CALLS, "call");
    private final ExecutorService probes = pool(PROBES, "probe");
    private final ExecutorService monitors = pool(MONITORS, "monitor");
    private final ThreadPoolExecutor ingests = new ThreadPoolExecutor(
            0, INGESTS, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), named("ingest"));

    Executor calls() {
        return calls;
    }

    Executor probes() {
        return probes;
    }

    Executor monitors() {
        return monitors;
    }

    /** Runs the reading of a body, in a virtual thread where Java has them; false if there is no thread for it. */
    boolean tryIngest(Runnable reading) {
        Executor virtual = VirtualThreads.getDefaultVirtualThreadsExecutor();
        try {
            (virtual == null ? ingests : virtual).execute(reading);
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    @Override
    public void close() {
        calls.shutdown();
        probes.shutdown();
        monitors.shutdown();
        ingests.shutdownNow();
    }

    private static ExecutorService pool(int threads, String name) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                threads, threads, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), named(name));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    private static ThreadFactory named(String name) {
        AtomicInteger number = new AtomicInteger();
        return task -> new Thread(task, name + "-" + number.incrementAndGet());
    }
}
