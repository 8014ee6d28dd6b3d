package dev.wayside.relay.raw;

import java.util.Optional;

import dev.wayside.relay.message.FlowKey;

/**
 * The owners of packets: a datagram belongs to the edge of its flow, and all its fragments to one edge. Fragments of
 * two edges never meet at a server, and no edge gets a packet into the flow of another, in whatever order fragments
 * arrive.
 */
final class PacketOwners {

    /** Chosen: 20 MB of memory at 150 bytes each, estimated. */
    private static final int MAX_FLOWS = 1 << 17;
    /** Chosen: all identifications of one pair of hosts. */
    private static final int MAX_DATAGRAMS = 1 << 16;
    /** Linux' net.ipv4.ipfrag_time, for which a server keeps the fragments of a datagram. */
    static final long FRAGMENT_NANOS = 30_000_000_000L;

    private final Ownership<FlowKey> flows = new Ownership<>(MAX_FLOWS, FlowSilence::nanos);
    private final Ownership<FragmentKey> datagrams = new Ownership<>(MAX_DATAGRAMS, datagram -> FRAGMENT_NANOS);

    /**
     * Claims a client's packet for the edge it came from; returns its owner, which is another edge if that one keeps
     * it.
     */
    CloudPeer claim(PacketHead head, CloudPeer edge, long nowNanos) {
        if (head.isLaterFragment()) {
            return datagrams.claim(head.datagram(), edge, nowNanos);
        }
        CloudPeer flowOwner = flows.claim(head.fromClient(), edge, nowNanos);
        if (!head.isFragment()) {
            return flowOwner;
        }
        CloudPeer datagramOwner = datagrams.claim(head.datagram(), flowOwner, nowNanos);
        // A later fragment may have come first, and have claimed the datagram for an edge that does not own the flow.
        return flowOwner.equals(edge) ? datagramOwner : flowOwner;
    }

    /** Notes that a flow is used now; returns its owner, empty if there is none. */
    Optional<CloudPeer> use(FlowKey flow, long nowNanos) {
        return flows.use(flow, nowNanos);
    }

    /** Forgets what belongs to edges that have had no path for a time. */
    void forgetPathless(long nowNanos) {
        flows.forgetPathless(nowNanos);
        datagrams.forgetPathless(nowNanos);
    }
}
