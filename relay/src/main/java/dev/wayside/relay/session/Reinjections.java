package dev.wayside.relay.session;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

import dev.wayside.relay.schedule.Lane;
import dev.wayside.relay.schedule.Redundancy;
import dev.wayside.relay.schedule.RedundancyBudget;

/**
 * Segments of silent, resting and ended paths, until another path has room: before anything new. A segment waits once,
 * however many of its paths fail meanwhile.
 */
final class Reinjections {

    private final Collection<PathState> paths;
    private final Function<List<PathState>, PathState> soonest;
    private final RedundancyBudget budget;
    private final Deque<Reinjection> waiting = new ArrayDeque<>();

    private record Reinjection(Segment segment, Origin origin, Redundancy why) {}

    /** The origin of segments that may go on the same paths. */
    private record Origin(int path, String carrier, boolean isLong) {}

    /**
     * @param paths the open paths: a view
     * @param soonest picks the path that delivers soonest of at least one
     */
    Reinjections(Collection<PathState> paths, Function<List<PathState>, PathState> soonest, RedundancyBudget budget) {
        this.paths = paths;
        this.soonest = soonest;
        this.budget = budget;
    }

    /** Adds the segments of a path that do not wait already. */
    void add(PathState path, List<Segment> segments, Redundancy why) {
        for (Segment segment : segments) {
            if (!segment.isWaiting()) {
                segment.setWaiting(true);
                boolean isLong = segment.frame().length() > SessionSettings.MIN_SEGMENT_BYTES;
                Origin origin = new Origin(path.link().id(), path.link().carrier(), isLong);
                waiting.add(new Reinjection(segment, origin, why));
            }
        }
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    void clear() {
        waiting.clear();
    }

    /** Sends the segments that there is room for, and keeps the rest. */
    void send(long nowNanos) {
        Set<Origin> stuck = new HashSet<>();
        Iterator<Reinjection> all = waiting.iterator();
        while (all.hasNext()) {
            Reinjection next = all.next();
            if (next.segment().isDone()) {
                all.remove();
            } else if (!stuck.contains(next.origin())) {
                List<PathState> others = othersThan(next.origin());
                if (others.isEmpty()) {
                    stuck.add(next.origin());
                } else {
                    all.remove();
                    next.segment().setWaiting(false);
                    soonest.apply(others).send(next.segment(), nowNanos);
                    budget.copied(next.segment().frame().length(), next.why());
                }
            }
        }
    }

    /**
     * Paths of another carrier if one of these is alive, since a silent path's neighbours will be silent, too: to wait
     * there for room is sooner than to be lost once more.
     */
    private List<PathState> othersThan(Origin origin) {
        List<PathState> alive = paths.stream()
                .filter(path -> path.link().id() != origin.path() && !path.isFailing())
                .toList();
        List<PathState> elsewhere =
                preferring(alive, path -> !path.link().carrier().equals(origin.carrier()));
        return preferring(elsewhere, path -> !origin.isLong() || path.link().lane() == Lane.MAIN).stream()
                .filter(path -> path.roomBytes() > 0)
                .toList();
    }

    private static List<PathState> preferring(List<PathState> paths, Predicate<PathState> wish) {
        List<PathState> preferred = paths.stream().filter(wish).toList();
        return preferred.isEmpty() ? paths : preferred;
    }
}
