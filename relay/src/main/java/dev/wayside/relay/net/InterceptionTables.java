package dev.wayside.relay.net;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import dev.wayside.relay.config.Handling;
import dev.wayside.relay.config.Interception;
import dev.wayside.relay.config.InterceptionRule;
import dev.wayside.relay.config.Subnet;

/**
 * The nftables tables of a relay, as text. Packets to be carried whole are taken first, by {@link PacketTables};
 * connections are handed to the relay's port after that.
 */
final class InterceptionTables {

    private final String name;
    private final String streamMark;

    /**
     * @param name of both tables
     * @param streamMark of packets that are routed to the relay's sockets
     */
    InterceptionTables(String name, String streamMark) {
        this.name = name;
        this.streamMark = streamMark;
    }

    String edge(Interception intercept) {
        String device = quoted(intercept.device());
        StringBuilder stream = new StringBuilder(ownSockets(device));
        for (InterceptionRule rule : intercept.rules()) {
            stream.append(rule.by() == Handling.STREAM ? handOver(device, rule, intercept) : leave(device, rule));
        }
        return routed(stream.toString()) + (intercept.uses(Handling.RAW) ? new PacketTables(name).edge(intercept) : "");
    }

    /** @param injection where edges' packets come from; the flows they belong to are learnt there */
    String cloud(String device, Optional<String> injection) {
        return routed(ownSockets(quoted(device)))
                + injection
                        .map(from -> new PacketTables(name).cloud(device, from))
                        .orElse("");
    }

    // ---- connections

    private String routed(String rules) {
        return """
                table ip %s {
                  chain take {
                    type filter hook prerouting priority mangle; policy accept;
                %s  }
                }
                """.formatted(name, rules);
    }

    private String ownSockets(String device) {
        return "    iifname " + device + " meta l4proto tcp socket transparent 1 meta mark set " + streamMark
                + " accept\n";
    }

    private String handOver(String device, InterceptionRule rule, Interception intercept) {
        String match = "    iifname " + device + " fib daddr type != local" + match(rule, false);
        return match + " tproxy to :" + intercept.acceptPort() + " meta mark set " + streamMark + " accept\n"
                + (intercept.isFailOpen() ? "" : match + " reject with tcp reset\n");
    }

    private static String leave(String device, InterceptionRule rule) {
        return "    iifname " + device + match(rule, false) + " accept\n";
    }

    // ---- what rules match

    static String match(InterceptionRule rule, boolean whole) {
        StringBuilder match = new StringBuilder(matchWithoutPorts(rule, whole));
        appendSet(match, "th dport", rule.ports().stream().map(String::valueOf).toList());
        return match.toString();
    }

    static String matchWithoutPorts(InterceptionRule rule, boolean whole) {
        StringBuilder match = new StringBuilder();
        rule.onlyProtocol().ifPresent(protocol -> match.append(" ip protocol ").append(protocol));
        if (whole && rule.onlyProtocol().isEmpty()) {
            // The checksum of SCTP is another, which a packet on its way cannot say.
            match.append(" ip protocol != sctp");
        }
        appendSet(
                match, "ip saddr", rule.clients().stream().map(Subnet::toString).toList());
        appendSet(
                match, "ip daddr", rule.servers().stream().map(Subnet::toString).toList());
        return match.toString();
    }

    private static void appendSet(StringBuilder match, String what, List<String> members) {
        if (!members.isEmpty()) {
            match.append(' ').append(what).append(members.stream().collect(Collectors.joining(", ", " { ", " }")));
        }
    }

    static String quoted(String device) {
        return '"' + device + '"';
    }
}
