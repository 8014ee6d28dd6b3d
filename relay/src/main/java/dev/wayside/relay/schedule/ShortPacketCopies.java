package dev.wayside.relay.schedule;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Copies of short packets, on the other carriers that deliver soonest. Alone, TCP would detect the loss of a short
 * packet after several round trips, and a silent carrier after many; everything behind it would wait. Copies are few
 * bytes and have an allowance of their own.
 */
final class ShortPacketCopies implements HardSelector {

    private final RedundancyBudget budget;

    ShortPacketCopies(RedundancyBudget budget) {
        this.budget = budget;
    }

    @Override
    public List<PathView> copies(List<PathView> selected, List<PathView> candidates, Packet packet) {
        if (!packet.isShort() || !budget.allowsShortCopy(packet.shortCopies() * packet.remainingBytes())) {
            return List.of();
        }
        Set<String> carriers = new HashSet<>();
        selected.forEach(path -> carriers.add(path.carrier()));
        return candidates.stream()
                .filter(PathView::hasRoom)
                .sorted(Comparator.comparingDouble(path -> path.arrivalMillis(packet.remainingBytes())))
                .filter(path -> carriers.add(path.carrier()))
                .limit(packet.shortCopies())
                .toList();
    }
}
