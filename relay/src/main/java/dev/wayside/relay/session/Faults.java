package dev.wayside.relay.session;

import java.util.function.BiConsumer;

/**
 * The guard around every frame, event and timer of one flow: a fault in it ends that flow alone, is counted and
 * reported.
 */
final class Faults {

    private BiConsumer<String, Throwable> log = (what, fault) -> {};
    private long count;

    /** Sets the receiver of faults, each with a name of what it ended. */
    void reportTo(BiConsumer<String, Throwable> receiver) {
        log = receiver;
    }

    /** Runs an action that concerns one flow. */
    void guard(Sender sender, Runnable action) {
        try {
            action.run();
        } catch (RuntimeException | Error fault) {
            end(sender, fault);
        }
    }

    /** Ends a flow because of a fault. */
    void end(Sender sender, Throwable fault) {
        count(sender.description(), fault);
        sender.endByFault();
    }

    /** Counts and reports a fault that ended a packet or a flow. */
    void count(String what, Throwable fault) {
        count++;
        report(what, fault);
    }

    /** Reports a fault that ended nothing. */
    void report(String what, Throwable fault) {
        log.accept(what, fault);
    }

    /** Connections and packets that faults ended. */
    long count() {
        return count;
    }
}
