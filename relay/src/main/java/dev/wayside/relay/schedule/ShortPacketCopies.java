package dev.wayside.relay.schedule;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A short packet gets its copies on other carriers, those that deliver soonest: on its own, TCP would notice its loss
 * after several round trips, and a carrier's silence after many; meanwhile all that follows would wait. A few bytes buy
 * that, from an allowance of their own.
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
