package dev.wayside.relay.session.flow;

import dev.wayside.relay.schedule.FlowClass;
import dev.wayside.relay.schedule.FlowEnds;
import dev.wayside.relay.schedule.FlowKind;
import dev.wayside.relay.schedule.Scheduler;

/** A flow as the policy sees it, and the policy's decision. {@link Classifier} creates and updates it. */
public final class ClassifiedFlow {

    private final FlowEnds ends;
    private final FlowActivity activity;
    private FlowKind kind;
    private FlowClass flowClass;
    private Scheduler scheduler;
    private long version;

    ClassifiedFlow(FlowEnds ends, FlowActivity activity, FlowClass flowClass, Scheduler scheduler, long version) {
        this.ends = ends;
        this.activity = activity;
        this.kind = activity.kind();
        this.flowClass = flowClass;
        this.scheduler = scheduler;
        this.version = version;
    }

    void decide(FlowClass decided, Scheduler made, long decidedVersion) {
        kind = activity.kind();
        flowClass = decided;
        scheduler = made;
        version = decidedVersion;
    }

    /** Version of the rules, and of the state they depend on, that decided. */
    long version() {
        return version;
    }

    /** Both ends of the flow. */
    public FlowEnds ends() {
        return ends;
    }

    /** Record of what the flow has to send. */
    public FlowActivity activity() {
        return activity;
    }

    /** Kind of the flow when the policy decided. */
    public FlowKind kind() {
        return kind;
    }

    /** Class that the policy decided. */
    public FlowClass flowClass() {
        return flowClass;
    }

    /** Scheduler of the class, with the state of this flow. */
    public Scheduler scheduler() {
        return scheduler;
    }
}
