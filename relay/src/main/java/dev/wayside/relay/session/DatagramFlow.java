package dev.wayside.relay.session;

import java.util.Optional;
import java.util.OptionalLong;

import dev.wayside.relay.schedule.Packet;
import dev.wayside.relay.session.flow.ClassifiedFlow;

/** A flow of whole packets, as a sender. */
final class DatagramFlow implements Sender {

    private final Datagrams datagrams;
    private final ClassifiedFlow flow;
    private final DatagramQueue queue;
    private boolean lastWasUrgent;
    private boolean waiting;

    DatagramFlow(Datagrams datagrams, ClassifiedFlow flow) {
        this.datagrams = datagrams;
        this.flow = flow;
        this.queue = new DatagramQueue(flow);
    }

    DatagramQueue queue() {
        return queue;
    }

    @Override
    public ClassifiedFlow flow() {
        return flow;
    }

    @Override
    public long waitingBytes() {
        return queue.queuedBytes();
    }

    @Override
    public boolean hasWork() {
        return !queue.isEmpty();
    }

    @Override
    public boolean isWaiting() {
        return waiting;
    }

    @Override
    public void setWaiting(boolean inOrder) {
        waiting = inOrder;
    }

    @Override
    public void dropOverdue(long nowNanos) {
        datagrams.dropOverdue(queue, nowNanos);
    }

    @Override
    public Packet nextPacket(double worth, long nowNanos) {
        return queue.isUrgent() ? urgentPacket(worth) : packet(worth);
    }

    private Packet urgentPacket(double worth) {
        return new Packet(waitingBytes(), OptionalLong.of(waitingBytes()), true, UrgentPackets.copies(flow), worth);
    }

    /** It is not known whether more follows: waiting packets are to arrive soon, and in order if that costs nothing. */
    private Packet packet(double worth) {
        return new Packet(waitingBytes(), OptionalLong.of(waitingBytes()), false, worth);
    }

    /** An urgent packet is better late on the lane of bulk than lost. */
    @Override
    public Optional<Packet> ordinaryPacket(double worth) {
        return queue.isUrgent() ? Optional.of(packet(worth)) : Optional.empty();
    }

    @Override
    public Segment dequeue(int maxBytes, long nowNanos) {
        lastWasUrgent = queue.isUrgent();
        return new Segment(datagrams.dequeue(queue));
    }

    /** One decision is for as many packets as make a segment: small ones would cost too much one by one. */
    @Override
    public boolean continuesTurn() {
        return hasWork() && queue.isUrgent() == lastWasUrgent;
    }

    @Override
    public String description() {
        return "packets of " + flow.ends();
    }

    @Override
    public void endByFault() {
        datagrams.drop(this);
    }
}
