package dev.wayside.relay.schedule;

import java.util.List;

/** Picks the paths for a packet. May keep state: one instance serves one connection. */
interface SoftSelector {

    /**
     * Picks among the candidates.
     *
     * @param paths at least one, those without room among them
     * @return paths that have room; empty means to wait
     */
    List<PathView> select(List<PathView> paths, Packet packet);
}
