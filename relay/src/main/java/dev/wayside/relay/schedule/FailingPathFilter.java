package dev.wayside.relay.schedule;

import java.util.List;

/** A filter that drops paths which give no sign of life. */
final class FailingPathFilter implements CandidateFilter {

    @Override
    public List<PathView> candidates(List<PathView> paths, Packet packet) {
        return paths.stream().filter(path -> !path.failing()).toList();
    }
}
