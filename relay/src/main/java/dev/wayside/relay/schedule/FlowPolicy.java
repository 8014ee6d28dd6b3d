package dev.wayside.relay.schedule;

import java.util.Optional;

/** Decides how flows are treated; is asked again when a flow's kind or the state of the links changes. */
@FunctionalInterface
public interface FlowPolicy {

    /** How a flow is treated. */
    FlowClass classify(FlowEnds ends, FlowKind kind, LinkState links);

    /** What a flow is taken for by its ends until it is bulk; empty if they do not tell. */
    default Optional<FlowKind> presumedKind(FlowEnds ends) {
        return Optional.empty();
    }
}
