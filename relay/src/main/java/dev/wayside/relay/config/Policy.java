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
 * Classifies flows: the first rule that matches decides. Immutable.
 *
 * @param kinds in order, what flows are taken for; the usual ports if absent
 * @param rules in order; what none matches gets the defaults
 */
public record Policy(
        @JsonProperty("kinds") List<KindRule> kinds,
        @JsonProperty("policy") List<PolicyRule> rules) implements FlowPolicy {

    /** Copies the rules. */
    public Policy {
        kinds = KindRule.orUsual(kinds);
        rules = Absent.filled(Absent.required(rules, "policy"), "policy");
    }

    /**
     * Reads {@code policy} and, if it is there, {@code kinds}, written as in a configuration file.
     *
     * @param name what mistakes are named with
     * @throws ConfigException if it is not what it should be
     */
    public static Policy parse(String yaml, String name) throws ConfigException {
        return ConfigFile.parse(yaml, name, Policy.class);
    }

    /** The same as JSON, which {@link #parse} reads. */
    public String toJson() {
        return ConfigFile.toJson(this);
    }

    /** A setting without effect, and what to do about it. */
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
