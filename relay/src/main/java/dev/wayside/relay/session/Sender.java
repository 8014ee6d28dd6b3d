package dev.wayside.relay.session;

import dev.wayside.relay.schedule.FlowClass;
import dev.wayside.relay.schedule.Scheduler;

/** What waits for its turn to send. */
sealed interface Sender permits Connection, DatagramFlow {

    FlowClass flowClass();

    Scheduler scheduler();

    /** Whether there is something to schedule. */
    boolean hasWork();

    /** Whether it stands in the order already. */
    boolean isWaiting();

    void setWaiting(boolean inOrder);
}
