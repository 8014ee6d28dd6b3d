package dev.wayside.relay.session;

import java.util.List;
import java.util.Map;

import dev.wayside.relay.schedule.LinkState;
import dev.wayside.relay.schedule.Redundancy;
import dev.wayside.relay.session.flow.KindStatus;

/**
 * A session as the status page shows it.
 *
 * @param connections open now
 * @param heldBytes received and not yet accepted by the near ends
 * @param firstBytes payload sent for the first time
 * @param copies payload sent again, by reason, bytes
 * @param failures number of times that a path was found failing
 * @param connectionFaults connections and packets that a fault of the relay ended
 * @param datagrams whole packets
 * @param kinds flows by kind
 * @param links state of the carriers, as the policy sees it
 * @param paths the paths
 */
public record SessionStatus(
        int connections,
        long heldBytes,
        long firstBytes,
        Map<Redundancy, Long> copies,
        long failures,
        long connectionFaults,
        DatagramStatus datagrams,
        List<KindStatus> kinds,
        LinkState links,
        List<PathStatus> paths) {

    /** Payload sent again, for whatever reason. */
    public long copiedBytes() {
        return copies.values().stream().mapToLong(Long::longValue).sum();
    }
}
