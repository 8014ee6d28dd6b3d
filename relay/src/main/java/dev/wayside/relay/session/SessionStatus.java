package dev.wayside.relay.session;

import java.util.List;

import dev.wayside.relay.schedule.LinkState;

/**
 * A session as the status page shows it.
 *
 * @param connections open now
 * @param heldBytes received and not yet taken by the near ends
 * @param firstBytes payload sent for the first time
 * @param copiedBytes payload sent again: copies and re-injections
 * @param failures how often a path was found failing
 * @param datagrams whole packets
 * @param kinds flows by what they are
 * @param links what the policy may depend on
 * @param paths the paths
 */
public record SessionStatus(
        int connections,
        long heldBytes,
        long firstBytes,
        long copiedBytes,
        long failures,
        DatagramStatus datagrams,
        List<KindStatus> kinds,
        LinkState links,
        List<PathStatus> paths) {}
