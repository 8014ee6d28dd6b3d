package dev.wayside.relay.schedule;

import java.util.List;

/** Adds paths that get a copy whatever the soft selector said. May keep state. */
interface HardSelector {

    /**
     * Paths to add.
     *
     * @param selected what is sent on anyway, at least one
     * @param candidates all that were considered
     */
    List<PathView> copies(List<PathView> selected, List<PathView> candidates, Packet packet);
}
