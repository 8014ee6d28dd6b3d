package dev.wayside.relay.net;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs what is run again and again: a fault is logged and ends one turn of it, not all to come. */
final class FaultLog {

    private static final Logger LOG = LoggerFactory.getLogger(FaultLog.class);

    /** A task that fails a hundred times a second is not to fill the disk. */
    private static final long QUIET_NANOS = 1_000_000_000L;

    private long unsaid;
    private long lastNanos = System.nanoTime() - QUIET_NANOS;

    /** Errors too: Netty cancels for ever what throws, whatever it is. */
    void run(Runnable turn) {
        try {
            turn.run();
        } catch (Throwable e) {
            failed(e);
        }
    }

    private void failed(Throwable fault) {
        long now = System.nanoTime();
        if (now - lastNanos < QUIET_NANOS) {
            unsaid++;
            return;
        }
        LOG.error("a task of the relay failed, and goes on at its next turn; {} such were not logged", unsaid, fault);
        lastNanos = now;
        unsaid = 0;
    }
}
