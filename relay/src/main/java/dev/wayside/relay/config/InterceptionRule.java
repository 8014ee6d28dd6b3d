package dev.wayside.relay.config;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The treatment of the traffic that matches.
 *
 * @param by what happens: {@code stream} carries bytes of TCP, {@code raw} carries whole packets, {@code pass} leaves
 *     traffic on the ordinary route
 * @param protocol {@code tcp}, {@code udp}, {@code icmp} or {@code any}; {@code tcp} if absent
 * @param clients subnets, one of them holds the client's address; any if absent
 * @param servers subnets, one of them holds the server's address; any if absent
 * @param ports ports, one of them is the server's, for TCP and UDP only; 1 to 65535; any if absent
 */
public record InterceptionRule(
        Handling by, Optional<String> protocol, List<Subnet> clients, List<Subnet> servers, List<Integer> ports) {

    private static final String TCP = "tcp";
    private static final String ANY = "any";
    private static final Set<String> WITH_PORTS = Set.of(TCP, "udp");
    /** Length of an address (RFC 791, section 3.2). */
    private static final int IPV4_BYTES = 4;

    /** Checks the settings, and fills in the defaults. */
    public InterceptionRule {
        Absent.required(by, "by");
        clients = Absent.orEmpty(clients, "clients");
        servers = Absent.orEmpty(servers, "servers");
        ports = Absent.orEmpty(ports, "ports");
        String named = protocol.orElse(TCP);
        if (!WITH_PORTS.contains(named) && !named.equals("icmp") && !named.equals(ANY)) {
            throw new IllegalArgumentException("protocol '" + named + "' is not one of tcp, udp, icmp, any");
        }
        if (by == Handling.STREAM && !named.equals(TCP)) {
            throw new IllegalArgumentException("stream carries TCP only; use raw or pass for " + named);
        }
        if (!ports.isEmpty() && !WITH_PORTS.contains(named)) {
            throw new IllegalArgumentException("protocol " + named + " has no ports: remove 'ports'");
        }
        ports.forEach(Ports::require);
        requireIpv4(clients);
        requireIpv4(servers);
    }

    private static void requireIpv4(List<Subnet> subnets) {
        for (Subnet subnet : subnets) {
            if (subnet.address().getAddress().length != IPV4_BYTES) {
                throw new IllegalArgumentException(
                        subnet + " is IPv6, which the relay does not carry: remove it; IPv6 takes the ordinary route");
            }
        }
    }

    /** The default: all TCP by {@code stream}. */
    static InterceptionRule everything() {
        return new InterceptionRule(Handling.STREAM, Optional.empty(), List.of(), List.of(), List.of());
    }

    /** The protocol it matches; empty for all of them. */
    public Optional<String> onlyProtocol() {
        return Optional.of(protocol.orElse(TCP)).filter(named -> !named.equals(ANY));
    }
}
