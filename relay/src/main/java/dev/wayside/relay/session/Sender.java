package dev.wayside.relay.session;

import java.util.Optional;

import dev.wayside.relay.schedule.Packet;
import dev.wayside.relay.session.flow.ClassifiedFlow;

/** A flow with data to send: a connection, or whole packets. */
interface Sender {

    /** Ends, class and scheduler of the flow. */
    ClassifiedFlow flow();

    /** Bytes that wait to be sent. */
    long waitingBytes();

    /** True if there is something to schedule. */
    boolean hasWork();

    /** True if the flow waits for its turn already. */
    boolean isWaiting();

    void setWaiting(boolean inOrder);

    // ---- its turn, in this order

    /** Drops data that has waited too long. */
    default void dropOverdue(long nowNanos) {}

    /** Sends the end of the flow if nothing else is left; true if so. */
    default boolean sendEndIfDrained() {
        return false;
    }

    /** Description of the next data for the scheduler. */
    Packet nextPacket(double worth, long nowNanos);

    /** Description of the same data as ordinary data, if it may also wait for paths as such. */
    default Optional<Packet> ordinaryPacket(double worth) {
        return Optional.empty();
    }

    /** Removes the next segment of the flow, to be sent now. */
    Segment dequeue(int maxBytes, long nowNanos);

    /** True if the next segment may be sent by the decision for the last one. */
    default boolean continuesTurn() {
        return false;
    }

    /** Lets the source of the data go on if it was asked to wait. */
    default void resumeSource() {}

    // ---- faults

    /** Name of the flow in a report of a fault. */
    String description();

    /** Ends the flow because of a fault in its handling. */
    void endByFault();
}
