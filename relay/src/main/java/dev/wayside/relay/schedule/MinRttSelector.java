package dev.wayside.relay.schedule;

import java.util.Comparator;
import java.util.List;

/** The path of the least RTT among those with room: what kernel MPTCP does by default. */
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
