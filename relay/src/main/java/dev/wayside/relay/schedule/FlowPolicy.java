package dev.wayside.relay.schedule;

import java.util.Optional;

/** A classifier of flows. It is asked again when a flow's kind or the state of the links changes. */
@FunctionalInterface
public interface FlowPolicy {

    /** The class of a flow. */
    FlowClass classify(FlowEnds ends, FlowKind kind, LinkState links);

    /** The kind presumed from a flow's ends until it is bulk; empty if they do not say. */
    default Optional<FlowKind> presumedKind(FlowEnds ends) {
        return Optional.empty();
    }
}
