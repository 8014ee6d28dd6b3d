package dev.wayside.relay.schedule;

import java.util.List;

/** A filter that keeps the paths of the packet's lane. */
final class LaneFilter implements CandidateFilter {

    @Override
    public List<PathView> candidates(List<PathView> paths, Packet packet) {
        Lane lane = packet.isShort() ? Lane.SHORT : Lane.MAIN;
        return paths.stream().filter(path -> path.lane() == lane).toList();
    }
}
