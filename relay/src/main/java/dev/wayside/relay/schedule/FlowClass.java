package dev.wayside.relay.schedule;

import java.util.Optional;

/**
 * The policy's decision for a connection.
 *
 * @param user the user whose share it uses
 * @param priority 0 is the most urgent; counts between users only under strict priority
 * @param weight of the user's share, above 0
 * @param guaranteedBps served first until the user has as much, 0 for no guarantee
 * @param scheduler the scheduler that picks its paths
 * @param group flows of one group share one turn among the flows of their user; a flow without a group has its own
 */
public record FlowClass(
        String user,
        int priority,
        double weight,
        double guaranteedBps,
        SchedulerKind scheduler,
        Optional<String> group) {

    /** A class without a group. */
    public FlowClass(String user, int priority, double weight, double guaranteedBps, SchedulerKind scheduler) {
        this(user, priority, weight, guaranteedBps, scheduler, Optional.empty());
    }

    /** @throws IllegalArgumentException if the weight is not above 0, or a number is negative */
    public FlowClass {
        if (!(weight > 0) || priority < 0 || !(guaranteedBps >= 0)) {
            throw new IllegalArgumentException("user " + user
                    + ": the weight must be above 0, priority and guarantee not negative; they are weight " + weight
                    + ", priority " + priority + ", guarantee " + guaranteedBps);
        }
    }

    FlowClass ungrouped() {
        return new FlowClass(user, priority, weight, guaranteedBps, scheduler);
    }
}
