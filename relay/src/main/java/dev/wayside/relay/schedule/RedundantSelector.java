package dev.wayside.relay.schedule;

import java.util.List;

/** Every path that has room. */
final class RedundantSelector implements SoftSelector {

    @Override
    public List<PathView> select(List<PathView> paths, Packet packet) {
        return paths.stream().filter(PathView::hasRoom).toList();
    }
}
