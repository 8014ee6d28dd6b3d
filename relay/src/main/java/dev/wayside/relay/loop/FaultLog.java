package dev.wayside.relay.loop;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs faults of the relay with their stacks, and keeps a fault of one turn or one connection to itself. */
final class FaultLog {

    private static final Logger LOG = LoggerFactory.getLogger(FaultLog.class);

    private final LogLimit tasks = new LogLimit();
    private final LogLimit connections = new LogLimit();

    /** Runs what is run again and again. Errors too: Netty cancels for ever what throws, whatever it is. */
    void run(Runnable turn) {
        try {
            turn.run();
        } catch (Throwable e) {
            tasks.admit(System.nanoTime())
                    .ifPresent(others -> LOG.error(
                            "a task of the relay failed, and goes on at its next turn; {} such were not logged",
                            others,
                            e));
        }
    }

    /** A fault ended this connection, or this packet, and nothing else. */
    void ended(String what, Throwable fault) {
        connections
                .admit(System.nanoTime())
                .ifPresent(others -> LOG.error(
                        "{} ends by a fault of the relay, others go on; {} such were not logged; please report it",
                        what,
                        others,
                        fault));
    }
}
