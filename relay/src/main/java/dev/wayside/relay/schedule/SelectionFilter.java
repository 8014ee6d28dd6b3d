package dev.wayside.relay.schedule;

import java.util.List;

/** Throws out what was selected. */
interface SelectionFilter {

    /**
     * Keeps some of the selected.
     *
     * @param candidates all that were considered
     */
    List<PathView> keep(List<PathView> selected, List<PathView> candidates, Packet packet);
}
