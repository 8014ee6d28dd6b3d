package dev.wayside.relay.schedule;

import java.util.List;

/** A first choice of paths: those that may be considered at all. */
interface CandidateFilter {

    /** The paths kept. If none is kept, the scheduler ignores this filter: a bad path is better than none. */
    List<PathView> candidates(List<PathView> paths, Packet packet);
}
