package dev.wayside.relay.config;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.wayside.relay.schedule.FlowClass;
import dev.wayside.relay.schedule.FlowEnds;
import dev.wayside.relay.schedule.FlowKind;
import dev.wayside.relay.schedule.LinkState;
import dev.wayside.relay.schedule.SchedulerKind;

/**
 * A rule for the class of flows. Conditions that are left out match all; decisions that are left out are the defaults.
 *
 * @param when the state in which it applies; always if absent
 * @param protocol the flow's
 * @param clients the client's address is in one of them
 * @param servers the server's address is in one of them
 * @param ports the server's port is one of them
 * @param kinds the flow's present kind is one of them
 * @param user the user whose share it uses; the client's address if absent
 * @param priority 0 is the most urgent
 * @param weight of the user's share
 * @param guaranteedMbps rate that the user's flows under this rule get first
 * @param scheduler the scheduler that picks paths
 * @param together true if its flows between one client and one server share one turn; each has its own if absent
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record PolicyRule(
        Optional<PolicyCondition> when,
        Optional<Protocol> protocol,
        List<Subnet> clients,
        List<Subnet> servers,
        List<Integer> ports,
        List<FlowKind> kinds,
        Optional<String> user,
        Optional<Integer> priority,
        Optional<Double> weight,
        Optional<Double> guaranteedMbps,
        Optional<SchedulerKind> scheduler,
        Optional<Boolean> together)
        implements EndsRule {

    /** Chosen: leaves 0 for flows that are more urgent than the default. */
    private static final int DEFAULT_PRIORITY = 1;

    /** Checks the settings, and fills in the defaults. */
    public PolicyRule {
        clients = Absent.orEmpty(clients, "clients");
        servers = Absent.orEmpty(servers, "servers");
        ports = Absent.orEmpty(ports, "ports");
        kinds = Absent.orEmpty(kinds, "kinds");
        EndsRule.requirePorts(protocol, ports);
        require(weight.orElse(1.0) > 0, "'weight' must be above 0, not " + weight.orElse(1.0));
        require(priority.orElse(0) >= 0, "'priority' must be 0, the most urgent, or above, not " + priority.orElse(0));
        require(
                guaranteedMbps.orElse(0.0) >= 0,
                "'guaranteedMbps' must be 0 or above, not " + guaranteedMbps.orElse(0.0));
    }

    private static void require(boolean valid, String mistake) {
        if (!valid) {
            throw new IllegalArgumentException(mistake);
        }
    }

    /** The class of flows that no rule matches. */
    static FlowClass unmatched(FlowEnds ends) {
        return new FlowClass(userOf(ends), DEFAULT_PRIORITY, 1, 0, SchedulerKind.UTILITY);
    }

    boolean matches(FlowEnds ends, FlowKind kind, LinkState links) {
        return (kinds.isEmpty() || kinds.contains(kind))
                && when.map(condition -> condition.holds(links)).orElse(true)
                && matches(ends);
    }

    FlowClass classify(FlowEnds ends) {
        return new FlowClass(
                user.orElseGet(() -> userOf(ends)),
                priority.orElse(DEFAULT_PRIORITY),
                weight.orElse(1.0),
                guaranteedMbps.orElse(0.0) * 1e6,
                scheduler.orElse(SchedulerKind.UTILITY),
                together.filter(yes -> yes).map(yes -> host(ends.client()) + " " + host(ends.server())));
    }

    private static String userOf(FlowEnds ends) {
        return host(ends.client());
    }

    private static String host(InetSocketAddress end) {
        return end.getAddress().getHostAddress();
    }
}
