package dev.wayside.relay.schedule;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Copies on idle paths: a path that was idle for a second gets copies of the next packets, up to 16. They measure it
 * without risk, and arrive early if it is the better path. After POLYCORN (NSDI 2023).
 */
final class IdlePathCopies implements HardSelector {

    /** POLYCORN (NSDI 2023): a path counts as idle after 1 s. */
    /** POLYCORN (NSDI 2023): a path counts as idle after 1 s. */
    private static final double IDLE_MILLIS = 1_000;

    /** POLYCORN (NSDI 2023): 16 packets. */
    /** POLYCORN (NSDI 2023): 16 packets. */
    private static final int COPIES = 16;

    private final RedundancyBudget budget;
    private final Map<Integer, Integer> left = new HashMap<>();

    IdlePathCopies(RedundancyBudget budget) {
        this.budget = budget;
    }

    @Override
    public List<PathView> copies(List<PathView> selected, List<PathView> candidates, Packet packet) {
        List<PathView> copies = new ArrayList<>();
        for (PathView path : candidates) {
            if (path.idleMillis() >= IDLE_MILLIS) {
                left.put(path.id(), COPIES);
            }
            int remaining = left.getOrDefault(path.id(), 0);
            if (remaining > 0 && path.hasRoom() && !selected.contains(path) && budget.allowsCopies(copies.size() + 1)) {
                left.put(path.id(), remaining - 1);
                copies.add(path);
            }
        }
        return copies;
    }
}
