package dev.wayside.relay.session;

/** What waits for its turn to send. */
sealed interface Sender permits Connection, DatagramFlow {

    /** What it is known by, and what was decided for it. */
    ClassifiedFlow flow();

    /** What it has to send and has not sent. */
    long waitingBytes();

    /** Whether there is something to schedule. */
    boolean hasWork();

    /** Whether it stands in the order already. */
    boolean isWaiting();

    void setWaiting(boolean inOrder);
}
