package dev.wayside.relay.config;

import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * What the edge takes, and where.
 *
 * @param device the interface the clients are behind
 * @param port where intercepted connections are accepted; not reachable by itself
 * @param rules the first that matches decides, what none matches passes untouched; all TCP by {@code stream} if absent
 * @param failOpen what happens while there is no relay or no path: pass on the ordinary route (true, the default), or
 *     refuse
 */
public record Interception(
        String device, Optional<Integer> port, List<InterceptionRule> rules, Optional<Boolean> failOpen) {

    private static final int DEFAULT_PORT = 15_000;

    /** Fills in what is absent. */
    public Interception {
        Absent.required(device, "device");
        port.ifPresent(Ports::require);
        rules = orEverything(rules);
    }

    private static List<InterceptionRule> orEverything(@Nullable List<InterceptionRule> rules) {
        return rules == null ? List.of(InterceptionRule.everything()) : Absent.filled(rules, "rules");
    }

    /** Where intercepted connections are accepted. */
    public int acceptPort() {
        return port.orElse(DEFAULT_PORT);
    }

    /** Whether traffic passes by itself while it cannot be carried. */
    public boolean isFailOpen() {
        return failOpen.orElse(true);
    }

    /** Whether anything is treated so. */
    public boolean uses(Handling handling) {
        return rules.stream().anyMatch(rule -> rule.by() == handling);
    }
}
