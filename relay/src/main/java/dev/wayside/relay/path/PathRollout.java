package dev.wayside.relay.path;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The replacement and removal of paths, one uplink and address after another. An old path stays until its successor is
 * up, or any other path if it has none: connections always have a path.
 */
final class PathRollout {

    /** Chosen: twice the limit of a handshake; then the old path ends even without a new one. */
    private static final double MAX_WAIT_MILLIS = 10_000;

    private final List<PathDialer> dialers;
    private final Deque<Step> steps = new ArrayDeque<>();
    private @Nullable Step current;
    private long startedNanos;

    /**
     * A change.
     *
     * @param before dialers that end with the change
     * @param after dialers that replace them; may be empty
     */
    record Step(List<PathDialer> before, List<PathDialer> after) {}

    /** @param dialers all of the edge; those of the steps are added and removed */
    PathRollout(List<PathDialer> dialers) {
        this.dialers = dialers;
    }

    void add(Step step) {
        steps.add(step);
    }

    /** Continues with the changes if it is time to. */
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

    /** Ends the change under way at once, and drops the others. */
    void stop() {
        if (current != null) {
            end(current);
        }
        steps.clear();
    }

    /** Drops all changes; paths that the one under way has added, or not yet removed, stay. */
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
