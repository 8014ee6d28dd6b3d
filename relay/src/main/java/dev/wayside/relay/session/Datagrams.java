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

/**
 * The whole packets of a session, both ways: what waits too long for a path is dropped, what a path has taken is sent
 * again elsewhere if that path falls silent, as everything is, and what comes twice is delivered once.
 */
final class Datagrams {

    private static final int MAX_FLOWS = 65_536;
    private static final long MAX_BYTES = 32L << 20;
    private static final long IDLE_NANOS = 60_000_000_000L;
    private static final long SWEEP_NANOS = 100_000_000;
    private static final long STALLED_NANOS = 40_000_000;

    private final Function<FlowKey, DatagramFlow> begin;
    /** The one used longest ago comes first. */
    private final Map<FlowKey, DatagramFlow> flows = new LinkedHashMap<>(16, 0.75f, true);

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

    Datagrams(Function<FlowKey, DatagramFlow> begin) {
        this.begin = begin;
    }

    /** A clock that pauses while the relay itself is stalled: a packet does not wait for a path then. */
    private long waitingTime(long nowNanos) {
        long since = nowNanos - calledNanos;
        calledNanos = nowNanos;
        stalledNanos += since > STALLED_NANOS ? since : 0;
        return nowNanos - stalledNanos;
    }

    /** Queues a packet; empty if there is no room for it. */
    Optional<DatagramFlow> add(FlowKey key, ByteBuffer packet, long nowNanos) {
        DatagramFlow flow = flows.get(key);
        if (queuedBytes + packet.remaining() > MAX_BYTES || (flow == null && !makeRoomForFlow())) {
            dropped++;
            return Optional.empty();
        }
        DatagramFlow queue = flow == null ? begin(key) : flow;
        long before = queue.waitingBytes();
        queue.flow().activity().passed(before > 0, nowNanos);
        queue.flow().activity().offered(packet.remaining());
        dropped += queue.add(packet, waitingTime(nowNanos));
        queuedBytes += queue.waitingBytes() - before;
        return Optional.of(queue);
    }

    private DatagramFlow begin(FlowKey key) {
        DatagramFlow flow = begin.apply(key);
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

    void dropOverdue(DatagramFlow flow, long nowNanos) {
        dropOverdueAt(flow, waitingTime(nowNanos));
    }

    private void dropOverdueAt(DatagramFlow flow, long waitingNanos) {
        long before = flow.waitingBytes();
        dropped += flow.dropOverdue(waitingNanos);
        queuedBytes += flow.waitingBytes() - before;
    }

    /** The next packet of a flow, numbered. */
    Frame take(DatagramFlow flow) {
        ByteBuffer packet = flow.take();
        queuedBytes -= packet.remaining();
        sent++;
        return new Frame(FrameKind.DATAGRAM, 0, sent, packet);
    }

    /** Whether what arrived is no copy. */
    boolean isNew(Frame datagram) {
        boolean isNew = arrived.isNew(datagram.sequence());
        if (isNew) {
            received++;
        } else {
            duplicates++;
        }
        return isNew;
    }

    void refused() {
        refused++;
    }

    /** All there are, those among them that were silent for less than a minute. */
    Collection<DatagramFlow> flows() {
        return flows.values();
    }

    /** Forgets a flow that cannot be handled, and what waits of it. */
    void drop(DatagramFlow flow) {
        flows.values().remove(flow);
        while (flow.hasWork()) {
            queuedBytes -= flow.take().remaining();
            dropped++;
        }
    }

    /** Forgets the peer's numbers: it has started again. */
    void peerRestarted() {
        arrived = new DuplicateFilter();
    }

    /** Forgets what is overdue and who is silent; to be called every few milliseconds. */
    void tick(long nowNanos) {
        long waitingNanos = waitingTime(nowNanos);
        if (nowNanos - sweptNanos < SWEEP_NANOS) {
            return;
        }
        sweptNanos = nowNanos;
        flows.values().removeIf(flow -> {
            dropOverdueAt(flow, waitingNanos);
            return !flow.isWaiting() && waitingNanos - flow.usedNanos() > IDLE_NANOS;
        });
    }

    DatagramStatus status() {
        return new DatagramStatus(flows.size(), queuedBytes, sent, dropped, received, duplicates, refused);
    }
}
