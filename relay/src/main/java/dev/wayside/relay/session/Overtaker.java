package dev.wayside.relay.session;

import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

import dev.wayside.relay.message.FrameKind;
import dev.wayside.relay.schedule.Lane;
import dev.wayside.relay.schedule.Redundancy;
import dev.wayside.relay.schedule.RedundancyBudget;

/**
 * Opportunistic re-injection: while nothing waits to be sent, what lies on a path that has become slow is sent once
 * more on one of another carrier that is through with it sooner. Without it the end of every download waits for the
 * slowest path. Bounded by the budget of redundant bytes; what is to be overtaken is up to each connection's scheduler.
 */
final class Overtaker {

    private final Map<Integer, Connection> connections;
    private final RedundancyBudget budget;
    private final BiConsumer<Connection, Runnable> guard;

    /**
     * @param connections those there are, by id: a view
     * @param guard runs what concerns one connection: a fault in it ends that connection alone
     */
    Overtaker(Map<Integer, Connection> connections, RedundancyBudget budget, BiConsumer<Connection, Runnable> guard) {
        this.connections = connections;
        this.budget = budget;
        this.guard = guard;
    }

    /** @param isToFail whether a path is predicted to fail: then it overtakes nothing */
    void overtake(Collection<PathState> paths, Predicate<PathState> isToFail, long nowNanos) {
        for (PathState slow : paths) {
            if (slow.isFailing()) {
                continue;
            }
            for (PathState.Held held : slow.held(nowNanos)) {
                int bytes = held.segment().frame().length();
                Connection connection = connections.get(held.segment().frame().connection());
                if (connection == null || held.segment().frame().kind() != FrameKind.DATA || !budget.allows(bytes)) {
                    continue;
                }
                Optional<PathState> fastest = paths.stream()
                        .filter(path ->
                                !path.link().carrier().equals(slow.link().carrier()))
                        .filter(path -> takes(path, bytes) && !isToFail.test(path))
                        .min(Comparator.comparingDouble(path -> path.deliveryMillis(bytes)));
                fastest.ifPresent(path -> guard.accept(connection, () -> overtake(held, connection, path, nowNanos)));
            }
        }
    }

    private void overtake(PathState.Held held, Connection connection, PathState path, long nowNanos) {
        double millis = path.deliveryMillis(held.segment().frame().length());
        if (connection.flow().scheduler().overtakes(held.remainingMillis(), millis)) {
            send(held.segment(), path, nowNanos);
        }
    }

    private static boolean takes(PathState path, int bytes) {
        return !path.isFailing()
                && path.roomBytes() > 0
                && (path.link().lane() == Lane.MAIN || bytes <= Session.MIN_SEGMENT_BYTES);
    }

    private void send(Segment segment, PathState path, long nowNanos) {
        segment.markOvertaken();
        path.send(segment, nowNanos);
        budget.copied(segment.frame().length(), Redundancy.OVERTAKEN);
    }
}
