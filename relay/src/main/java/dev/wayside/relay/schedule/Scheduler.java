package dev.wayside.relay.schedule;

import java.util.ArrayList;
import java.util.List;

/**
 * The scheduler of one connection's packets: candidate filters, soft selector, selection filters and hard selectors, in
 * this order, and a rule for overtaking. {@link SchedulerKind} creates it. It keeps state, so one serves one
 * connection. Not safe for use by several threads.
 */
public final class Scheduler {

    private final List<CandidateFilter> candidateFilters;
    private final SoftSelector softSelector;
    private final List<SelectionFilter> selectionFilters;
    private final List<HardSelector> hardSelectors;
    private final Overtaking overtaking;

    Scheduler(
            List<CandidateFilter> candidateFilters,
            SoftSelector softSelector,
            List<SelectionFilter> selectionFilters,
            List<HardSelector> hardSelectors,
            Overtaking overtaking) {
        this.candidateFilters = List.copyOf(candidateFilters);
        this.softSelector = softSelector;
        this.selectionFilters = List.copyOf(selectionFilters);
        this.hardSelectors = List.copyOf(hardSelectors);
        this.overtaking = overtaking;
    }

    /**
     * The paths to send on: the selected one first, then those for copies. All have room.
     *
     * @return empty to wait
     */
    public List<PathView> pathsFor(Packet packet, List<PathView> paths) {
        List<PathView> candidates = candidates(paths, packet);
        if (candidates.isEmpty()) {
            return List.of();
        }
        List<PathView> selected = select(candidates, packet);
        return selected.isEmpty() ? selected : withCopies(selected, candidates, packet);
    }

    /**
     * True if it pays to send data of one path once more on another.
     *
     * @param remainingMillis time until the data arrives on its present path
     * @param otherMillis time until a copy would arrive on the other path
     */
    public boolean overtakes(double remainingMillis, double otherMillis) {
        return overtaking.pays(remainingMillis, otherMillis);
    }

    /**
     * The selected paths that pass the filters. If a filter rejects a path, the next best is tried; the packet may also
     * wait for a path without room.
     */
    private List<PathView> select(List<PathView> candidates, Packet packet) {
        List<PathView> left = new ArrayList<>(candidates);
        while (!left.isEmpty()) {
            List<PathView> selected = softSelector.select(List.copyOf(left), packet);
            List<PathView> kept = selected;
            for (SelectionFilter filter : selectionFilters) {
                kept = filter.keep(kept, candidates, packet);
            }
            if (!kept.isEmpty() || selected.isEmpty()) {
                return kept;
            }
            left.removeAll(selected);
        }
        return List.of();
    }

    private List<PathView> candidates(List<PathView> paths, Packet packet) {
        List<PathView> candidates = paths;
        for (CandidateFilter filter : candidateFilters) {
            List<PathView> kept = filter.candidates(candidates, packet);
            if (!kept.isEmpty()) {
                candidates = kept;
            }
        }
        return candidates;
    }

    private List<PathView> withCopies(List<PathView> selected, List<PathView> candidates, Packet packet) {
        List<PathView> all = new ArrayList<>(selected);
        for (HardSelector selector : hardSelectors) {
            all.addAll(selector.copies(List.copyOf(all), candidates, packet));
        }
        return List.copyOf(all);
    }
}
