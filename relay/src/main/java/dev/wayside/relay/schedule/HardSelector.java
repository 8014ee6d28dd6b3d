package dev.wayside.relay.schedule;

import java.util.List;

/** A selector of paths that get a copy, whatever the soft selector picked. May keep state. */
interface HardSelector {

    /**
     * The paths to add.
     *
     * @param selected the paths already selected, at least one
     * @param candidates all paths that were considered
     */
    List<PathView> copies(List<PathView> selected, List<PathView> candidates, Packet packet);
}
