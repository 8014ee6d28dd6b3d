package dev.wayside.relay.config;

import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * The traffic that the edge carries.
 *
 * @param device the interface the clients are behind
 * @param port the port that accepts intercepted connections, not reachable by itself; 1 to 65535;
 *     {@value #DEFAULT_PORT} if absent
 * @param rules rules, the first that matches decides, traffic that none matches passes; all TCP by {@code stream} if
 *     absent
 * @param failOpen whether connections pass on the ordinary route while there is no relay or no path, instead of being
 *     refused; {@code true} if absent
 */
public record Interception(
        String device, Optional<Integer> port, List<InterceptionRule> rules, Optional<Boolean> failOpen) {

    /** Chosen: below the ports that Linux gives to clients (ip_local_port_range, from 32,768). */
    private static final int DEFAULT_PORT = 15_000;

    /** Checks the settings, and fills in the defaults. */
    public Interception {
        Absent.required(device, "device");
        port.ifPresent(Ports::require);
        rules = orEverything(rules);
    }

    private static List<InterceptionRule> orEverything(@Nullable List<InterceptionRule> rules) {
        return rules == null ? List.of(InterceptionRule.everything()) : Absent.filled(rules, "rules");
    }

    /** The port on which intercepted connections are accepted. */
    public int acceptPort() {
        return port.orElse(DEFAULT_PORT);
    }

    /** True if traffic takes the ordinary route while it cannot be carried. */
    public boolean isFailOpen() {
        return failOpen.orElse(true);
    }

    /** True if a rule has this treatment. */
    public boolean uses(Handling handling) {
        return rules.stream().anyMatch(rule -> rule.by() == handling);
    }
}
