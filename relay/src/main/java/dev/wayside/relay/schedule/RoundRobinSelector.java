package dev.wayside.relay.schedule;

import java.util.Comparator;
import java.util.List;

/** One path after the other; those without room are skipped. */
final class RoundRobinSelector implements SoftSelector {

    private int last = Integer.MIN_VALUE;

    @Override
    public List<PathView> select(List<PathView> paths, Packet packet) {
        List<PathView> ordered = paths.stream()
                .filter(PathView::hasRoom)
                .sorted(Comparator.comparingInt(PathView::id))
                .toList();
        if (ordered.isEmpty()) {
            return ordered;
        }
        PathView next =
                ordered.stream().filter(path -> path.id() > last).findFirst().orElse(ordered.get(0));
        last = next.id();
        return List.of(next);
    }
}
