package dev.wayside.relay.config;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

import dev.wayside.relay.schedule.FlowEnds;

/** The part of a rule about a flow's ends. Settings that are left out match all. */
interface EndsRule {

    Optional<Protocol> protocol();

    List<Subnet> clients();

    List<Subnet> servers();

    /** Ports of the server. */
    List<Integer> ports();

    default boolean matches(FlowEnds ends) {
        return (protocol().isEmpty() || protocol().get().number() == ends.protocol())
                && (ports().isEmpty() || ports().contains(ends.server().getPort()))
                && isInOneOf(clients(), ends.client().getAddress())
                && isInOneOf(servers(), ends.server().getAddress());
    }

    private static boolean isInOneOf(List<Subnet> subnets, InetAddress address) {
        return subnets.isEmpty() || subnets.stream().anyMatch(subnet -> subnet.contains(address));
    }

    /**
     * Checks a rule's ports.
     *
     * @throws IllegalArgumentException if a port is out of range, or the protocol has none
     */
    static void requirePorts(Optional<Protocol> protocol, List<Integer> ports) {
        ports.forEach(Ports::require);
        if (!ports.isEmpty() && protocol.filter(Protocol.ICMP::equals).isPresent()) {
            throw new IllegalArgumentException("protocol icmp has no ports: remove 'ports'");
        }
    }
}
