package dev.wayside.relay.session.flow;

import dev.wayside.relay.schedule.FlowClass;
import dev.wayside.relay.schedule.FlowEnds;
import dev.wayside.relay.schedule.FlowPolicy;
import dev.wayside.relay.schedule.LinkState;
import dev.wayside.relay.schedule.RedundancyBudget;
import dev.wayside.relay.schedule.ScheduleSettings;
import dev.wayside.relay.schedule.Scheduler;

/** The policy's decisions for flows: when they begin, when their kind changes, and when rules or links change. */
public final class Classifier {

    private final ScheduleSettings settings;
    private final RedundancyBudget budget;
    private FlowPolicy policy;
    private LinkState links = LinkState.none();
    private long version;

    /** A classifier under these rules; schedulers share the budget. */
    public Classifier(FlowPolicy policy, ScheduleSettings settings, RedundancyBudget budget) {
        this.policy = policy;
        this.settings = settings;
        this.budget = budget;
    }

    /** A new flow, classified. */
    public ClassifiedFlow begin(FlowEnds ends, long nowNanos) {
        FlowActivity activity = new FlowActivity(policy.presumedKind(ends), nowNanos);
        FlowClass flowClass = policy.classify(ends, activity.kind(), links);
        return new ClassifiedFlow(
                ends, activity, flowClass, flowClass.scheduler().create(settings, budget), version);
    }

    /** Updates a flow; true if its class has changed. A scheduler of the same kind keeps its state. */
    public boolean update(ClassifiedFlow flow) {
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

    /** Replaces the rules from now on. */
    public void replace(FlowPolicy other) {
        policy = other;
        version++;
    }

    /** Notes the state of the links; true if it has changed. */
    public boolean updateLinks(LinkState now) {
        if (now.equals(links)) {
            return false;
        }
        links = now;
        version++;
        return true;
    }

    /** State of the links, as last noted. */
    public LinkState links() {
        return links;
    }
}
