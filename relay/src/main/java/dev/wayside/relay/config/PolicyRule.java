package dev.wayside.relay.config;

import java.util.List;
import java.util.Optional;

import dev.wayside.relay.message.OpenRequest;
import dev.wayside.relay.schedule.FlowClass;
import dev.wayside.relay.schedule.SchedulerKind;

/**
 * What is decided for the connections it matches; what is left out matches all, or is the default.
 *
 * @param clients the client's address is in one of them
 * @param servers the server's address is in one of them
 * @param ports the server's port is one of them
 * @param user whom the share is counted to; the client's address if absent
 * @param priority 0 is the most urgent
 * @param weight of the user's share
 * @param guaranteedMbps served first until the user has as much
 * @param scheduler how packets find their paths
 */
public record PolicyRule(
        List<Subnet> clients,
        List<Subnet> servers,
        List<Integer> ports,
        Optional<String> user,
        Optional<Integer> priority,
        Optional<Double> weight,
        Optional<Double> guaranteedMbps,
        Optional<SchedulerKind> scheduler) {

    /** Fills in what is absent. */
    public PolicyRule {
        clients = Absent.orEmpty(clients);
        servers = Absent.orEmpty(servers);
        ports = Absent.orEmpty(ports);
        require(weight.orElse(1.0) > 0, "'weight' must be above 0, not " + weight.orElse(1.0));
        require(priority.orElse(0) >= 0, "'priority' must be 0, the most urgent, or above, not " + priority.orElse(0));
        require(
                guaranteedMbps.orElse(0.0) >= 0,
                "'guaranteedMbps' must not be negative, as " + guaranteedMbps.orElse(0.0));
    }

    private static void require(boolean holds, String mistake) {
        if (!holds) {
            throw new IllegalArgumentException(mistake);
        }
    }

    static PolicyRule everything() {
        return new PolicyRule(
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    boolean matches(OpenRequest request) {
        return (clients.isEmpty()
                        || clients.stream()
                                .anyMatch(net -> net.contains(request.client().getAddress())))
                && (servers.isEmpty()
                        || servers.stream()
                                .anyMatch(net -> net.contains(request.server().getAddress())))
                && (ports.isEmpty() || ports.contains(request.server().getPort()));
    }

    FlowClass classify(OpenRequest request) {
        return new FlowClass(
                user.orElseGet(() -> request.client().getAddress().getHostAddress()),
                priority.orElse(1),
                weight.orElse(1.0),
                guaranteedMbps.orElse(0.0) * 1e6,
                scheduler.orElse(SchedulerKind.UTILITY));
    }
}
