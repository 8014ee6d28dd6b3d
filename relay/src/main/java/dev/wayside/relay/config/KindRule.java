package dev.wayside.relay.config;

import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.wayside.relay.schedule.FlowKind;
import org.jspecify.annotations.Nullable;

/**
 * The kind of the flows that match, until they are bulk.
 *
 * @param kind the kind; {@code bulk} holds from the first byte
 * @param protocol the flow's protocol; any if absent
 * @param clients subnets, one of them holds the client's address; any if absent
 * @param servers subnets, one of them holds the server's address; any if absent
 * @param ports ports, one of them is the server's; 1 to 65535; any if absent
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record KindRule(
        FlowKind kind, Optional<Protocol> protocol, List<Subnet> clients, List<Subnet> servers, List<Integer> ports)
        implements EndsRule {

    /** The ports of ssh, DNS, NTP and SIP; of HTTP and HTTPS (IANA). */
    private static final List<KindRule> USUAL = List.of(
            ofPorts(FlowKind.CONTROL, List.of(22, 53, 123, 5060, 5061)), ofPorts(FlowKind.HTML, List.of(80, 443)));

    /** Checks the settings, and fills in the defaults. */
    public KindRule {
        Absent.required(kind, "kind");
        clients = Absent.orEmpty(clients, "clients");
        servers = Absent.orEmpty(servers, "servers");
        ports = Absent.orEmpty(ports, "ports");
        EndsRule.requirePorts(protocol, ports);
    }

    private static KindRule ofPorts(FlowKind kind, List<Integer> ports) {
        return new KindRule(kind, Optional.empty(), List.of(), List.of(), ports);
    }

    static List<KindRule> orUsual(@Nullable List<KindRule> rules) {
        return rules == null ? USUAL : Absent.filled(rules, "kinds");
    }
}
