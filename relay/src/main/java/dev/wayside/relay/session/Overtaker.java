package dev.wayside.relay.session;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Predicate;

import dev.wayside.relay.message.Frame;
import dev.wayside.relay.message.FrameKind;
import dev.wayside.relay.schedule.Lane;
import dev.wayside.relay.schedule.Redundancy;
import dev.wayside.relay.schedule.RedundancyBudget;

/**
 * Opportunistic re-injection: while nothing waits to be sent, data on a path that has become slow is sent once more on
 * a path of another carrier that delivers it sooner. Without it the end of every download waits for the slowest path.
 * Bounded by the budget of redundant bytes; each connection's scheduler decides what is overtaken.
 */
final class Overtaker {

    private final Connections connections;
    private final RedundancyBudget budget;
    private final Faults faults;

    Overtaker(Connections connections, RedundancyBudget budget, Faults faults) {
        this.connections = connections;
        this.budget = budget;
        this.faults = faults;
    }

    /** @param isToFail true for a path that is predicted to fail: it overtakes nothing */
    void overtake(Collection<PathState> paths, Predicate<PathState> isToFail, long nowNanos) {
        for (PathState slow : paths) {
            if (slow.isFailing()) {
                continue;
            }
            for (PathState.Held held : slow.held(nowNanos)) {
                Frame frame = held.segment().frame();
                Connection connection = connections.get(frame.connection());
                if (connection != null && frame.kind() == FrameKind.DATA && budget.allows(frame.length())) {
                    fastest(paths, slow, frame.length(), isToFail)
                            .ifPresent(
                                    path -> faults.guard(connection, () -> overtake(held, connection, path, nowNanos)));
                }
            }
        }
    }

    private static Optional<PathState> fastest(
            Collection<PathState> paths, PathState slow, int bytes, Predicate<PathState> isToFail) {
        return paths.stream()
                .filter(path -> !path.link().carrier().equals(slow.link().carrier()))
                .filter(path -> hasRoom(path, bytes) && !isToFail.test(path))
                .min(Comparator.comparingDouble(path -> path.deliveryMillis(bytes)));
    }

    private void overtake(PathState.Held held, Connection connection, PathState path, long nowNanos) {
        double millis = path.deliveryMillis(held.segment().frame().length());
        if (connection.flow().scheduler().overtakes(held.remainingMillis(), millis)) {
            send(held.segment(), path, nowNanos);
        }
    }

    private static boolean hasRoom(PathState path, int bytes) {
        return !path.isFailing()
                && path.roomBytes() > 0
                && (path.link().lane() == Lane.MAIN || bytes <= SessionSettings.MIN_SEGMENT_BYTES);
    }

    private void send(Segment segment, PathState path, long nowNanos) {
        segment.markOvertaken();
        path.send(segment, nowNanos);
        budget.copied(segment.frame().length(), Redundancy.OVERTAKEN);
    }
}
