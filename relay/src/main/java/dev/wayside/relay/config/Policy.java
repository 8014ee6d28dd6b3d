package dev.wayside.relay.config;

import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.wayside.relay.schedule.FlowClass;
import dev.wayside.relay.schedule.FlowEnds;
import dev.wayside.relay.schedule.FlowKind;
import dev.wayside.relay.schedule.FlowPolicy;
import dev.wayside.relay.schedule.LinkState;
import dev.wayside.relay.schedule.SharingRule;

/**
 * The policy, which classifies flows: the first rule that matches decides. Immutable.
 *
 * @param kinds rules for the kind of a flow, in order; the usual ports if absent
 * @param rules rules in order; flows that match none get the defaults
 */
public record Policy(
        @JsonProperty("kinds") List<KindRule> kinds,
        @JsonProperty("policy") List<PolicyRule> rules) implements FlowPolicy {

    /** Checks and copies the rules. */
    public Policy {
        kinds = KindRule.orUsual(kinds);
        rules = Absent.filled(Absent.required(rules, "policy"), "policy");
    }

    /**
     * Reads {@code policy} and, if it is set, {@code kinds}, written as in a configuration file.
     *
     * @param name the name of the source for error messages
     * @throws ConfigException if the text is not valid
     */
    public static Policy parse(String yaml, String name) throws ConfigException {
        return ConfigFile.parse(yaml, name, Policy.class);
    }

    /** The policy as JSON, which {@link #parse} reads. */
    public String toJson() {
        return ConfigFile.toJson(this);
    }

    /** A warning about a setting without effect, with its remedy. */
    public Optional<String> warning(SharingRule sharing) {
        return sharing != SharingRule.STRICT
                        && rules.stream().anyMatch(rule -> rule.priority().isPresent())
                ? Optional.of(
                        "a rule of 'policy' sets 'priority', which has no effect while sharing is proportional: set"
                                + " 'sharing: strict', or use 'weight' or 'guaranteedMbps'")
                : Optional.empty();
    }

    @Override
    public Optional<FlowKind> presumedKind(FlowEnds ends) {
        return kinds.stream().filter(rule -> rule.matches(ends)).findFirst().map(KindRule::kind);
    }

    @Override
    public FlowClass classify(FlowEnds ends, FlowKind kind, LinkState links) {
        return rules.stream()
                .filter(rule -> rule.matches(ends, kind, links))
                .findFirst()
                .map(rule -> rule.classify(ends))
                .orElseGet(() -> PolicyRule.unmatched(ends));
    }
}
