package dev.wayside.relay.schedule;

import java.util.Optional;

/**
 * What the policy decided for a connection.
 *
 * @param user whom its share is counted to
 * @param priority 0 is the most urgent; counts between users only under strict priority
 * @param weight of the user's share, above 0
 * @param guaranteedBps served first until the user has as much, 0 for no guarantee
 * @param scheduler how its packets find their paths
 * @param group flows of one group take one turn among the flows of their user; a flow of none has its own
 */
public record FlowClass(
        String user,
        int priority,
        double weight,
        double guaranteedBps,
        SchedulerKind scheduler,
        Optional<String> group) {

    /** Of no group. */
    public FlowClass(String user, int priority, double weight, double guaranteedBps, SchedulerKind scheduler) {
        this(user, priority, weight, guaranteedBps, scheduler, Optional.empty());
    }

    /** @throws IllegalArgumentException if the weight is not above 0, or a number negative */
    public FlowClass {
        if (!(weight > 0) || priority < 0 || !(guaranteedBps >= 0)) {
            throw new IllegalArgumentException(
                    "user " + user + ": weight " + weight + ", priority " + priority + ", guarantee " + guaranteedBps);
        }
    }

    FlowClass ungrouped() {
        return new FlowClass(user, priority, weight, guaranteedBps, scheduler);
    }
}
