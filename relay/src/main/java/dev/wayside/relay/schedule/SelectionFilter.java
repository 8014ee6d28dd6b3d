package dev.wayside.relay.schedule;

import java.util.List;

/** A filter of selected paths. */
interface SelectionFilter {

    /**
     * The selected paths that stay.
     *
     * @param candidates all paths that were considered
     */
    List<PathView> keep(List<PathView> selected, List<PathView> candidates, Packet packet);
}
