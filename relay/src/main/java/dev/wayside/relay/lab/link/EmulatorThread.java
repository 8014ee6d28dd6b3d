package dev.wayside.relay.lab.link;

import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * The thread that passes packets over the emulated links, a thousand times a second. A wake-up for each packet would
 * cost five times as much.
 */
public final class EmulatorThread implements AutoCloseable {

    /** Chosen: a packet is late by about half of it. */
    private static final long TICK_NANOS = 1_000_000;

    private final List<EmulatedLink> links;
    private final Thread thread = new Thread(this::run, "emulator");
    private volatile long startNanos = System.nanoTime();
    private volatile boolean stopped;

    public EmulatorThread(List<EmulatedLink> links) {
        this.links = List.copyOf(links);
        thread.setDaemon(true);
        thread.start();
    }

    /** Starts the scenario now. */
    public void restart() {
        restartIn(0);
    }

    /** Starts the scenario after a time; until then its time is negative. */
    public void restartIn(long millis) {
        startNanos = System.nanoTime() + millis * 1_000_000;
    }

    public double seconds() {
        return (System.nanoTime() - startNanos) / 1e9;
    }

    private void run() {
        while (!stopped) {
            double seconds = seconds();
            for (EmulatedLink link : links) {
                link.pass(System.nanoTime() / 1e9, seconds);
            }
            LockSupport.parkNanos(TICK_NANOS);
        }
    }

    @Override
    public void close() {
        stopped = true;
    }
}
