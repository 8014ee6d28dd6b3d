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
 * The decision for the flows that match.
 *
 * @param when the state of the links in which the rule holds; always if absent
 * @param protocol the flow's protocol; any if absent
 * @param clients subnets, one of them holds the client's address; any if absent
 * @param servers subnets, one of them holds the server's address; any if absent
 * @param ports ports, one of them is the server's; 1 to 65535; any if absent
 * @param kinds kinds, one of them is the flow's current kind; any if absent
 * @param user the user that the flow's bytes are counted to; the client's address if absent
 * @param priority order between users with {@code sharing: strict}, 0 is the most urgent; 0 or above;
 *     {@value #DEFAULT_PRIORITY} if absent
 * @param weight weight of the flow in its user's share, a byte counts as 1/weight; above 0; 1 if absent
 * @param guaranteedMbps guaranteed rate of the user's flows with this same decision, Mbit/s; 0 or above; 0 if absent
 * @param scheduler how packets find their paths; {@code utility} if absent
 * @param together whether flows between one client and one server take one turn among their user's flows, so that eight
 *     connections of one download get no more than one of another; {@code false} if absent
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
