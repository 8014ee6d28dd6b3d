package dev.wayside.relay.loop;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The log of the relay's own faults, with stacks; a fault of one turn or one connection ends nothing else. */
final class FaultLog {

    private static final Logger LOG = LoggerFactory.getLogger(FaultLog.class);

    private final LogLimit tasks = new LogLimit();
    private final LogLimit connections = new LogLimit();

    /** Runs one turn of a repeated task. Errors are caught, too: Netty cancels a task for ever once it throws. */
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

    /** Logs a fault that ended one connection or one packet. */
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
