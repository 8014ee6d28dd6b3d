package dev.wayside.relay.session;

import dev.wayside.relay.schedule.FlowClass;
import dev.wayside.relay.schedule.FlowEnds;
import dev.wayside.relay.schedule.FlowKind;
import dev.wayside.relay.schedule.Scheduler;

/** A flow as the policy sees it, and what was decided for it. Made and brought up to date by {@link Classifier}. */
final class ClassifiedFlow {

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

    /** Which version of the rules, and of the state they depend on, decided. */
    long version() {
        return version;
    }

    FlowEnds ends() {
        return ends;
    }

    FlowActivity activity() {
        return activity;
    }

    FlowKind kind() {
        return kind;
    }

    FlowClass flowClass() {
        return flowClass;
    }

    Scheduler scheduler() {
        return scheduler;
    }
}
