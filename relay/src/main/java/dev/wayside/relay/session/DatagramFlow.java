package dev.wayside.relay.session;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;

/**
 * The packets of one flow that wait for a path. The oldest is dropped, once it has waited for {@value #MAX_WAIT_MILLIS}
 * ms or more than {@value #MAX_BYTES} bytes wait: latency stays bounded, and a sender that adapts to loss hears of it
 * soonest. An urgent packet ({@link UrgentPackets}) is not part of a queue that the sender built up, and waits longer.
 */
final class DatagramFlow implements Sender {

    static final int MAX_WAIT_MILLIS = 100;
    static final int MAX_BYTES = 4 << 20;

    private final ClassifiedFlow flow;
    private final Deque<Waiting> queue = new ArrayDeque<>();
    private long queuedBytes;
    private long usedNanos;
    private boolean waiting;

    private record Waiting(ByteBuffer packet, long atNanos) {}

    DatagramFlow(ClassifiedFlow flow) {
        this.flow = flow;
    }

    /** Takes a packet; how many older ones were dropped for it. */
    int add(ByteBuffer packet, long nowNanos) {
        usedNanos = nowNanos;
        queue.add(new Waiting(packet, nowNanos));
        queuedBytes += packet.remaining();
        int dropped = dropOverdue(nowNanos);
        while (queuedBytes > MAX_BYTES) {
            take();
            dropped++;
        }
        return dropped;
    }

    /** How many had waited too long. */
    int dropOverdue(long nowNanos) {
        int dropped = 0;
        for (Waiting head = queue.peek();
                head != null && nowNanos - head.atNanos() > 1_000_000L * maxWaitMillis(head.packet());
                head = queue.peek()) {
            take();
            dropped++;
        }
        return dropped;
    }

    private int maxWaitMillis(ByteBuffer packet) {
        return UrgentPackets.isUrgent(flow, packet) ? UrgentPackets.MAX_WAIT_MILLIS : MAX_WAIT_MILLIS;
    }

    /** Whether the next packet is urgent. */
    boolean isUrgent() {
        Waiting head = queue.peek();
        return head != null && UrgentPackets.isUrgent(flow, head.packet());
    }

    ByteBuffer take() {
        ByteBuffer packet =
                Objects.requireNonNull(queue.poll(), "nothing waits").packet();
        queuedBytes -= packet.remaining();
        return packet;
    }

    long usedNanos() {
        return usedNanos;
    }

    @Override
    public ClassifiedFlow flow() {
        return flow;
    }

    @Override
    public long waitingBytes() {
        return queuedBytes;
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
}
