package dev.wayside.relay.config;

import java.util.List;
import java.util.function.Function;

import dev.wayside.relay.message.OpenRequest;
import dev.wayside.relay.schedule.FlowClass;

/**
 * Classifies connections: the first rule that matches decides. Immutable.
 *
 * @param rules in order; what none matches gets the defaults
 */
public record Policy(List<PolicyRule> rules) implements Function<OpenRequest, FlowClass> {

    /** Copies the rules. */
    public Policy {
        rules = List.copyOf(rules);
    }

    @Override
    public FlowClass apply(OpenRequest request) {
        return rules.stream()
                .filter(rule -> rule.matches(request))
                .findFirst()
                .orElseGet(PolicyRule::everything)
                .classify(request);
    }
}
