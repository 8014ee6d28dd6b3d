package dev.wayside.relay.schedule;

import java.util.Comparator;
import java.util.List;

/** The path with the shortest RTT among those with room: the default of kernel MPTCP. */
final class MinRttSelector implements SoftSelector {

    @Override
    public List<PathView> select(List<PathView> paths, Packet packet) {
        return paths.stream()
                .filter(PathView::hasRoom)
                .min(Comparator.comparingDouble(PathView::rttMillis).thenComparingInt(PathView::id))
                .map(List::of)
                .orElse(List.of());
    }
}
