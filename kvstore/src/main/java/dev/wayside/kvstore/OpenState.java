package dev.wayside.kvstore;

import java.util.concurrent.atomic.AtomicBoolean;

/** Lets a store be closed only while nobody is inside it: touching a closed RocksDB would crash the process. */
final class OpenState {

    private int leases;
    private boolean closed;

    /** Permission to be inside the store; closing it twice does nothing. */
    final class Lease implements AutoCloseable {

        private final AtomicBoolean returned = new AtomicBoolean();

        @Override
        public void close() {
            if (returned.compareAndSet(false, true)) {
                giveBack();
            }
        }
    }

    /** @throws IllegalStateException if the store is closed */
    synchronized Lease enter() {
        if (closed) {
            throw new IllegalStateException("the store is closed");
        }
        leases++;
        return new Lease();
    }

    /**
     * Closes the door.
     *
     * @return whether it was open
     * @throws IllegalStateException if somebody is still inside
     */
    synchronized boolean close() {
        if (leases > 0) {
            throw new IllegalStateException(
                    leases + " reads or writes are under way; end them before closing the store");
        }
        boolean wasOpen = !closed;
        closed = true;
        return wasOpen;
    }

    private synchronized void giveBack() {
        leases--;
    }
}
