package dev.wayside.relay.raw;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import dev.wayside.relay.message.FlowKey;

/**
 * The flows of fragments: the first fragment of a datagram names the flow, the others follow it. A fragment that comes
 * before the first is held for a short time, then returned to the ordinary route.
 */
final class FragmentedFlows {

    /** Chosen: fragments leave a sender back to back, so only a network that reorders them takes longer. */
    static final long HOLD_NANOS = 50_000_000;

    /** Chosen: shorter than the 6.5 s in which 10,000 datagrams a second use all 65,536 identifications. */
    static final long REMEMBER_NANOS = 5_000_000_000L;

    /** Chosen: all identifications of one pair of hosts. */
    static final int MAX_DATAGRAMS = 65_536;

    /** Chosen: sixteen datagrams of the maximum length. */
    static final long MAX_HELD_BYTES = 1L << 20;

    /** Estimated: the objects around a packet, so that a flood of short fragments counts, too. */
    private static final int OVERHEAD_BYTES = 200;

    private final BiConsumer<FlowKey, RawPacket> carry;
    private final Consumer<RawPacket> returnPacket;
    /** The oldest comes first. */
    private final Map<FragmentKey, Named> named = new LinkedHashMap<>();
    /** The oldest comes first. */
    private final Map<FragmentKey, Held> held = new LinkedHashMap<>();

    private long heldBytes;

    private record Named(FlowKey flow, long nanos) {}

    /** Fragments of one datagram, in the order in which they came. */
    private record Held(List<RawPacket> packets, long nanos) {

        long bytes() {
            return packets.stream().mapToLong(FragmentedFlows::heldBytes).sum();
        }
    }

    FragmentedFlows(BiConsumer<FlowKey, RawPacket> carry, Consumer<RawPacket> returnPacket) {
        this.carry = carry;
        this.returnPacket = returnPacket;
    }

    private static long heldBytes(RawPacket packet) {
        return (long) packet.payload().remaining() + OVERHEAD_BYTES;
    }

    /**
     * Handles a packet, fragment or not.
     *
     * @param flow that it names; ignored for a later fragment
     */
    void captured(PacketHead head, FlowKey flow, RawPacket packet, long nowNanos) {
        if (head.isLaterFragment()) {
            later(head.datagram(), packet, nowNanos);
            return;
        }
        carry.accept(flow, packet);
        if (head.isFragment()) {
            name(head.datagram(), flow, nowNanos);
        }
    }

    private void later(FragmentKey datagram, RawPacket packet, long nowNanos) {
        Named first = named.get(datagram);
        if (first != null && nowNanos - first.nanos() <= REMEMBER_NANOS) {
            carry.accept(first.flow(), packet);
            return;
        }
        held.computeIfAbsent(datagram, added -> new Held(new ArrayList<>(), nowNanos))
                .packets()
                .add(packet);
        heldBytes += heldBytes(packet);
        while (heldBytes > MAX_HELD_BYTES) {
            returnOldest();
        }
    }

    private void name(FragmentKey datagram, FlowKey flow, long nowNanos) {
        // Removed first: a datagram that uses the identification again is the newest.
        named.remove(datagram);
        named.put(datagram, new Named(flow, nowNanos));
        if (named.size() > MAX_DATAGRAMS) {
            removeOldest(named);
        }
        Held waiting = held.remove(datagram);
        if (waiting != null) {
            heldBytes -= waiting.bytes();
            waiting.packets().forEach(packet -> carry.accept(flow, packet));
        }
    }

    private static <V> V removeOldest(Map<FragmentKey, V> map) {
        Iterator<V> values = map.values().iterator();
        V oldest = values.next();
        values.remove();
        return oldest;
    }

    private void returnOldest() {
        Held oldest = removeOldest(held);
        heldBytes -= oldest.bytes();
        oldest.packets().forEach(returnPacket);
    }

    /** Returns packets that were held for too long; called every few milliseconds. */
    void tick(long nowNanos) {
        while (!held.isEmpty() && nowNanos - held.values().iterator().next().nanos() > HOLD_NANOS) {
            returnOldest();
        }
        while (!named.isEmpty() && nowNanos - named.values().iterator().next().nanos() > REMEMBER_NANOS) {
            removeOldest(named);
        }
    }
}
