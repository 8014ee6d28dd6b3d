package dev.wayside.relay.schedule;

import java.util.List;

/** Keeps the paths that are there for packets of this length. */
final class LaneFilter implements CandidateFilter {

    @Override
    public List<PathView> candidates(List<PathView> paths, Packet packet) {
        Lane lane = packet.isShort() ? Lane.SHORT : Lane.MAIN;
        return paths.stream().filter(path -> path.lane() == lane).toList();
    }
}
