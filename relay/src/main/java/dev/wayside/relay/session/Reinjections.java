package dev.wayside.relay.session;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

import dev.wayside.relay.schedule.Lane;
import dev.wayside.relay.schedule.Redundancy;
import dev.wayside.relay.schedule.RedundancyBudget;

/** What silent, resting and ended paths held, until others take it: before anything new. */
final class Reinjections {

    private final Collection<PathState> paths;
    private final Function<List<PathState>, PathState> soonest;
    private final RedundancyBudget budget;
    private final Deque<Reinjection> waiting = new ArrayDeque<>();

    private record Reinjection(Segment segment, int fromPath, String carrier, Redundancy why) {}

    /**
     * @param paths those there are: a view
     * @param soonest picks the one that delivers soonest of at least one
     */
    Reinjections(Collection<PathState> paths, Function<List<PathState>, PathState> soonest, RedundancyBudget budget) {
        this.paths = paths;
        this.soonest = soonest;
        this.budget = budget;
    }

    void add(PathState path, List<Segment> segments, Redundancy why) {
        for (Segment segment : segments) {
            waiting.add(new Reinjection(segment, path.link().id(), path.link().carrier(), why));
        }
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    void clear() {
        waiting.clear();
    }

    /** Sends what there is room for, and keeps the rest. */
    void send(long nowNanos) {
        int count = waiting.size();
        for (int i = 0; i < count; i++) {
            Reinjection next = waiting.remove();
            if (next.segment().isDone()) {
                continue;
            }
            List<PathState> others = othersThan(next);
            if (others.isEmpty()) {
                waiting.add(next);
                continue;
            }
            soonest.apply(others).send(next.segment(), nowNanos);
            budget.copied(next.segment().frame().length(), next.why());
        }
    }

    /**
     * Those of another carrier if any of one lives, since a silent path's neighbours will be silent, too: what waits
     * there for room is still sooner than what is lost once more.
     */
    private List<PathState> othersThan(Reinjection next) {
        List<PathState> alive = paths.stream()
                .filter(path -> path.link().id() != next.fromPath() && !path.isFailing())
                .toList();
        boolean isLong = next.segment().frame().length() > Session.LEAST_SEGMENT_BYTES;
        List<PathState> elsewhere =
                preferring(alive, path -> !path.link().carrier().equals(next.carrier()));
        return preferring(elsewhere, path -> !isLong || path.link().lane() == Lane.MAIN).stream()
                .filter(path -> path.roomBytes() > 0)
                .toList();
    }

    private static List<PathState> preferring(List<PathState> paths, Predicate<PathState> wish) {
        List<PathState> preferred = paths.stream().filter(wish).toList();
        return preferred.isEmpty() ? paths : preferred;
    }
}
