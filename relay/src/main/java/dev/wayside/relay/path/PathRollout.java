package dev.wayside.relay.path;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Paths that are replaced or removed, one uplink and address after another. An old path stays until its successor is
 * up, or another path if it has none: connections always have one to live on.
 */
final class PathRollout {

    /** Chosen: twice the limit of a handshake, after which the old settings end even without a new path. */
    private static final double MAX_WAIT_MILLIS = 10_000;

    private final List<PathDialer> dialers;
    private final Deque<Step> steps = new ArrayDeque<>();
    private @Nullable Step current;
    private long startedNanos;

    /**
     * A change.
     *
     * @param before dialers that end with it
     * @param after dialers in their place; empty if there are none
     */
    record Step(List<PathDialer> before, List<PathDialer> after) {}

    /** @param dialers all of the edge; those of the steps are added and removed */
    PathRollout(List<PathDialer> dialers) {
        this.dialers = dialers;
    }

    void add(Step step) {
        steps.add(step);
    }

    /** Goes on with the changes if it is time to. */
    void check(long nowNanos) {
        if (current != null && isOver(current, nowNanos)) {
            end(current);
        }
        if (current == null && !steps.isEmpty()) {
            current = steps.remove();
            startedNanos = nowNanos;
            dialers.addAll(current.after());
        }
    }

    /** Ends the change under way at once, and leaves the others undone. */
    void stop() {
        if (current != null) {
            end(current);
        }
        steps.clear();
    }

    /** Leaves all changes undone; what the one under way has added and not yet removed stays. */
    void cancel() {
        current = null;
        steps.clear();
    }

    private void end(Step step) {
        dialers.removeAll(step.before());
        step.before().forEach(PathDialer::stop);
        current = null;
    }

    private boolean isOver(Step step, long nowNanos) {
        return step.before().stream().noneMatch(PathDialer::isUp)
                || hasSuccessor(step)
                || (nowNanos - startedNanos) / 1e6 > MAX_WAIT_MILLIS;
    }

    private boolean hasSuccessor(Step step) {
        return step.after().isEmpty()
                ? dialers.stream()
                        .anyMatch(dialer -> dialer.isUp() && !step.before().contains(dialer))
                : step.after().stream().allMatch(PathDialer::isUp);
    }
}
