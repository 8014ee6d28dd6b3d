package dev.wayside.relay.session;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;

import dev.wayside.relay.session.flow.ClassifiedFlow;

/**
 * The packets of one flow that wait for a path. The oldest is dropped once it has waited for {@value #MAX_WAIT_MILLIS}
 * ms or more than {@value #MAX_BYTES} bytes wait: latency stays bounded, and a sender that adapts to loss notices
 * soonest. An urgent packet ({@link UrgentPackets}) is not part of a queue that its sender built up, and waits longer.
 */
final class DatagramQueue {

    /** Chosen: a queue that a sender can still react to; the data of 20 ticks. */
    static final int MAX_WAIT_MILLIS = 100;

    /** Chosen: {@link #MAX_WAIT_MILLIS} at 335 Mbit/s. */
    static final int MAX_BYTES = 4 << 20;

    private final ClassifiedFlow flow;
    private final Deque<Waiting> queue = new ArrayDeque<>();
    private long queuedBytes;
    private long usedNanos;

    private record Waiting(ByteBuffer packet, long atNanos) {}

    DatagramQueue(ClassifiedFlow flow) {
        this.flow = flow;
    }

    /** Adds a packet; returns the number of older ones dropped for it. */
    int add(ByteBuffer packet, long nowNanos) {
        usedNanos = nowNanos;
        queue.add(new Waiting(packet, nowNanos));
        queuedBytes += packet.remaining();
        int dropped = dropOverdue(nowNanos);
        while (queuedBytes > MAX_BYTES) {
            remove();
            dropped++;
        }
        return dropped;
    }

    /** Drops the packets that have waited too long; returns their number. */
    int dropOverdue(long nowNanos) {
        int dropped = 0;
        for (Waiting head = queue.peek();
                head != null && nowNanos - head.atNanos() > 1_000_000L * maxWaitMillis(head.packet());
                head = queue.peek()) {
            remove();
            dropped++;
        }
        return dropped;
    }

    private int maxWaitMillis(ByteBuffer packet) {
        return UrgentPackets.isUrgent(flow, packet) ? UrgentPackets.MAX_WAIT_MILLIS : MAX_WAIT_MILLIS;
    }

    /** True if the next packet is urgent. */
    boolean isUrgent() {
        Waiting head = queue.peek();
        return head != null && UrgentPackets.isUrgent(flow, head.packet());
    }

    /** Removes the oldest packet. */
    ByteBuffer remove() {
        ByteBuffer packet =
                Objects.requireNonNull(queue.poll(), "nothing waits").packet();
        queuedBytes -= packet.remaining();
        return packet;
    }

    boolean isEmpty() {
        return queue.isEmpty();
    }

    long queuedBytes() {
        return queuedBytes;
    }

    /** Time of the newest packet. */
    long usedNanos() {
        return usedNanos;
    }
}
