package dev.wayside.relay.session;

import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import dev.wayside.relay.message.FlowKey;
import dev.wayside.relay.message.Frame;
import dev.wayside.relay.message.FrameKind;
import dev.wayside.relay.session.flow.ClassifiedFlow;

/**
 * The whole packets of a session, in both directions: packets that wait too long for a path are dropped, packets under
 * way are sent again elsewhere if their path falls silent, as all data is, and copies are delivered once.
 */
final class Datagrams {

    /** Chosen: more than a vehicle has; bounds the memory. */
    private static final int MAX_FLOWS = 65_536;

    /** Chosen: eight flows with full queues. */
    private static final long MAX_BYTES = 32L << 20;

    /** Chosen: longer than pauses within a flow; a flow that returns later is only classified again. */
    private static final long IDLE_NANOS = 60_000_000_000L;

    /** Chosen: the time after which packets are overdue. */
    private static final long SWEEP_NANOS = 100_000_000;

    private final Function<FlowKey, ClassifiedFlow> classify;
    private final Faults faults;
    /** In the order of their latest use, the oldest first. */
    private final Map<FlowKey, DatagramFlow> flows = new LinkedHashMap<>(16, 0.75f, true);

    private DatagramReceiver receiver = packet -> {};
    private DuplicateFilter arrived = new DuplicateFilter();
    private long queuedBytes;
    private long calledNanos;
    private long stalledNanos;
    private long sweptNanos;
    private long sent;
    private long dropped;
    private long received;
    private long duplicates;
    private long refused;

    Datagrams(Function<FlowKey, ClassifiedFlow> classify, Faults faults) {
        this.classify = classify;
        this.faults = faults;
    }

    /** Sets the receiver of the peer's packets; they are dropped by default. */
    void deliverTo(DatagramReceiver other) {
        receiver = other;
    }

    /** A clock that pauses while the relay itself is stalled: a packet does not wait for a path then. */
    private long waitingTime(long nowNanos) {
        long since = nowNanos - calledNanos;
        calledNanos = nowNanos;
        stalledNanos += since > SessionTime.STALLED_NANOS ? since : 0;
        return nowNanos - stalledNanos;
    }

    /** Queues a packet, and returns its flow; empty if there is no room for it. */
    Optional<DatagramFlow> add(FlowKey key, ByteBuffer packet, long nowNanos) {
        DatagramFlow flow = flows.get(key);
        if (queuedBytes + packet.remaining() > MAX_BYTES || (flow == null && !makeRoomForFlow())) {
            dropped++;
            return Optional.empty();
        }
        DatagramFlow sender = flow == null ? begin(key) : flow;
        long before = sender.waitingBytes();
        sender.flow().activity().passed(before > 0, nowNanos);
        sender.flow().activity().offered(packet.remaining());
        dropped += sender.queue().add(packet, waitingTime(nowNanos));
        queuedBytes += sender.waitingBytes() - before;
        return Optional.of(sender);
    }

    private DatagramFlow begin(FlowKey key) {
        DatagramFlow flow = new DatagramFlow(this, classify.apply(key));
        flows.put(key, flow);
        return flow;
    }

    private boolean makeRoomForFlow() {
        if (flows.size() < MAX_FLOWS) {
            return true;
        }
        Iterator<DatagramFlow> eldest = flows.values().iterator();
        if (eldest.next().isWaiting()) {
            return false;
        }
        eldest.remove();
        return true;
    }

    void dropOverdue(DatagramQueue queue, long nowNanos) {
        dropOverdueAt(queue, waitingTime(nowNanos));
    }

    private void dropOverdueAt(DatagramQueue queue, long waitingNanos) {
        long before = queue.queuedBytes();
        dropped += queue.dropOverdue(waitingNanos);
        queuedBytes += queue.queuedBytes() - before;
    }

    /** Removes the next packet of a flow, numbered. */
    Frame dequeue(DatagramQueue queue) {
        ByteBuffer packet = queue.remove();
        queuedBytes -= packet.remaining();
        sent++;
        return new Frame(FrameKind.DATAGRAM, 0, sent, packet);
    }

    /** Delivers a packet of the peer unless it is a copy. */
    void received(Frame datagram) {
        if (!arrived.isNew(datagram.sequence())) {
            duplicates++;
            return;
        }
        received++;
        try {
            receiver.deliver(datagram.payload());
        } catch (RuntimeException | Error fault) {
            faults.count("a packet of the peer", fault);
        }
    }

    /** Counts a packet of the peer that was not delivered, because another edge has its flow. */
    void refused() {
        refused++;
    }

    /** All flows that sent something in the last minute. */
    Collection<DatagramFlow> flows() {
        return flows.values();
    }

    /** Forgets a flow with all its packets. */
    void drop(DatagramFlow flow) {
        flows.values().remove(flow);
        while (flow.hasWork()) {
            queuedBytes -= flow.queue().remove().remaining();
            dropped++;
        }
    }

    /** Forgets the peer's numbers: it has started again. */
    void peerRestarted() {
        arrived = new DuplicateFilter();
    }

    /** Drops overdue packets and forgets silent flows; to be called every few milliseconds. */
    void tick(long nowNanos) {
        long waitingNanos = waitingTime(nowNanos);
        if (nowNanos - sweptNanos < SWEEP_NANOS) {
            return;
        }
        sweptNanos = nowNanos;
        flows.values().removeIf(flow -> {
            dropOverdueAt(flow.queue(), waitingNanos);
            return !flow.isWaiting() && waitingNanos - flow.queue().usedNanos() > IDLE_NANOS;
        });
    }

    DatagramStatus status() {
        return new DatagramStatus(flows.size(), queuedBytes, sent, dropped, received, duplicates, refused);
    }
}
