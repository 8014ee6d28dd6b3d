package dev.wayside.kvstore.engine;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Guard that lets a store be closed only while no call is inside it: using a closed RocksDB would crash the process.
 */
public final class OpenState {

    private int leases;
    private boolean closed;

    /** Permission to be inside the store; closing it twice does nothing. */
    public final class Lease implements AutoCloseable {

        private final AtomicBoolean returned = new AtomicBoolean();

        @Override
        public void close() {
            if (returned.compareAndSet(false, true)) {
                giveBack();
            }
        }
    }

    /**
     * Begins a call, which the lease ends.
     *
     * @throws IllegalStateException if the store is closed
     */
    public synchronized Lease enter() {
        if (closed) {
            throw new IllegalStateException("the store is closed");
        }
        leases++;
        return new Lease();
    }

    /**
     * Closes the guard.
     *
     * @return true if it was open
     * @throws IllegalStateException if a call is still inside
     */
    public synchronized boolean close() {
        if (leases > 0) {
            throw new IllegalStateException(
                    leases + " reads or writes are in progress; end them, and close the streams of reads,"
                            + " before closing the store");
        }
        boolean wasOpen = !closed;
        closed = true;
        return wasOpen;
    }

    private synchronized void giveBack() {
        leases--;
    }
}
