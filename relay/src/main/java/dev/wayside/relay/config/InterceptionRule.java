package dev.wayside.relay.config;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A rule for intercepted traffic. Settings that are left out match all, except that {@code protocol} is TCP.
 *
 * @param by the treatment
 * @param protocol {@code tcp}, {@code udp}, {@code icmp}, or {@code any}
 * @param clients the client's address is in one of them
 * @param servers the server's address is in one of them
 * @param ports the server's port is one of them; TCP and UDP only
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
