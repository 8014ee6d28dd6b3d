package dev.wayside.relay.schedule;

import java.util.List;

/** Says which paths may be considered at all. */
interface CandidateFilter {

    /** A sublist; if it would be empty the scheduler keeps what there was: a bad path is better than none. */
    List<PathView> candidates(List<PathView> paths, Packet packet);
}
