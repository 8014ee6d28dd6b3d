package dev.wayside.relay.session;

import dev.wayside.relay.schedule.FlowClass;
import dev.wayside.relay.schedule.FlowEnds;
import dev.wayside.relay.schedule.FlowPolicy;
import dev.wayside.relay.schedule.LinkState;
import dev.wayside.relay.schedule.RedundancyBudget;
import dev.wayside.relay.schedule.ScheduleSettings;
import dev.wayside.relay.schedule.Scheduler;

/** Has flows classified when they begin, when their kind changes, and when rules or the state of the links do. */
final class Classifier {

    private final ScheduleSettings settings;
    private final RedundancyBudget budget;
    private FlowPolicy policy;
    private LinkState links = LinkState.none();
    private long version;

    Classifier(FlowPolicy policy, ScheduleSettings settings, RedundancyBudget budget) {
        this.policy = policy;
        this.settings = settings;
        this.budget = budget;
    }

    ClassifiedFlow begin(FlowEnds ends, long nowNanos) {
        FlowActivity activity = new FlowActivity(policy.presumedKind(ends), nowNanos);
        FlowClass flowClass = policy.classify(ends, activity.kind(), links);
        return new ClassifiedFlow(
                ends, activity, flowClass, flowClass.scheduler().create(settings, budget), version);
    }

    /** Brings a flow up to date; whether its class has changed. A scheduler keeps its state unless it is another. */
    boolean update(ClassifiedFlow flow) {
        if (flow.version() != version) {
            flow.activity().presume(policy.presumedKind(flow.ends()));
        } else if (flow.kind() == flow.activity().kind()) {
            return false;
        }
        FlowClass before = flow.flowClass();
        FlowClass now = policy.classify(flow.ends(), flow.activity().kind(), links);
        Scheduler scheduler = now.scheduler() == before.scheduler()
                ? flow.scheduler()
                : now.scheduler().create(settings, budget);
        flow.decide(now, scheduler, version);
        return !now.equals(before);
    }

    /** From now on other rules hold. */
    void replace(FlowPolicy other) {
        policy = other;
        version++;
    }

    /** Notes how the links stand; whether that is news. */
    boolean updateLinks(LinkState now) {
        if (now.equals(links)) {
            return false;
        }
        links = now;
        version++;
        return true;
    }

    LinkState links() {
        return links;
    }
}
