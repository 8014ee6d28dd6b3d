package dev.wayside.relay.schedule;

import java.util.List;

/** A selector of the paths for a packet. May keep state: one instance serves one connection. */
interface SoftSelector {

    /**
     * The selected paths.
     *
     * @param paths at least one; some may have no room
     * @return paths that have room; empty to wait
     */
    List<PathView> select(List<PathView> paths, Packet packet);
}
