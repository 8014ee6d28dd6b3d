package dev.wayside.relay.routing;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import dev.wayside.relay.config.Handling;
import dev.wayside.relay.config.Interception;
import dev.wayside.relay.config.InterceptionRule;
import dev.wayside.relay.config.Subnet;

/**
 * The nftables tables of a relay, as text. Packets to be carried whole come first, in {@link PacketTables}. Of
 * connections only the first SYN is handed to the relay's port. Later packets, and ICMP errors about them, are
 * delivered here if the relay has their socket. All others are routed as if there were no relay.
 */
final class InterceptionTables {

    /** Counters of SYNs handed to the relay's port, and of answers to SYNs: the same number, if the kernel delivers. */
    static final String HANDED_OVER = "handed_over";

    static final String ANSWERED = "answered";

    private static final String FIRST = " tcp flags & (fin | syn | rst | ack) == syn";
    private static final String LATER = " tcp flags & (fin | syn | rst | ack) != syn";

    private final String name;
    private final String streamMark;
    private final String comment;

    /**
     * @param name of both tables
     * @param streamMark of packets that are routed to the relay's sockets
     * @param comment for other relays
     */
    InterceptionTables(String name, String streamMark, String comment) {
        this.name = name;
        this.streamMark = streamMark;
        this.comment = comment;
    }

    String edge(Interception intercept) {
        String device = quoted(intercept.device());
        StringBuilder stream = new StringBuilder(heldConnections(device));
        for (InterceptionRule rule : intercept.rules()) {
            stream.append(rule.by() == Handling.STREAM ? handOver(device, rule, intercept) : leave(device, rule));
        }
        return routed(stream.toString())
                + answers()
                + (intercept.uses(Handling.RAW) ? new PacketTables(name).edge(intercept) : "");
    }

    /** @param injection the interface of edges' packets, whose flows are learned there */
    String cloud(String device, Optional<String> injection) {
        return routed(heldConnections(quoted(device)))
                + ownErrors()
                + injection
                        .map(from -> new PacketTables(name).cloud(device, from))
                        .orElse("");
    }

    // ---- connections

    /** Matches errors twice: before raw packets are dropped, and where address translation is known. */
    private String routed(String rules) {
        return """
                table ip %1$s {
                  comment "%2$s"
                  counter %5$s { }
                  counter %6$s { }
                  chain held {
                    socket wildcard 1 return
                    meta mark set %3$s accept
                  }
                  chain errors {
                    type filter hook prerouting priority -460; policy accept;
                    meta l4proto icmp socket transparent 1 goto held
                  }
                  chain take {
                    type filter hook prerouting priority mangle; policy accept;
                    meta l4proto icmp socket transparent 1 goto held
                %4$s  }
                }
                """.formatted(name, comment, streamMark, rules, HANDED_OVER, ANSWERED);
    }

    /** Lets a SYN pass that uses the ports of a closed connection again: the rules below decide about it. */
    private String heldConnections(String device) {
        return "    iifname " + device + " meta l4proto tcp socket transparent 1 socket wildcard 0 meta mark set "
                + streamMark
                + " accept\n"
                + "    iifname " + device + LATER + " socket transparent 1 goto held\n";
    }

    private String handOver(String device, InterceptionRule rule, Interception intercept) {
        String match = "    iifname " + device + FIRST + " ip ttl > 1 fib daddr type != local" + match(rule, false);
        return match + " tproxy to :" + intercept.acceptPort() + " meta mark set " + streamMark + " counter name "
                + HANDED_OVER + " accept\n"
                + (intercept.isFailOpen() ? "" : match + " reject with tcp reset\n");
    }

    private String answers() {
        return """
                table ip %s {
                  chain answers {
                    type filter hook output priority mangle; policy accept;
                    tcp flags & (syn | ack) == (syn | ack) fib saddr type != local counter name %s
                  }
                }
                """.formatted(name, ANSWERED);
    }

    /**
     * Rules for errors that this machine itself reports to a client's address, such as an unknown link address of a
     * server. They are about sockets that connect, and are delivered here instead of leaving. Keys are addresses and
     * ports as they lie in the packet, and in the packet that an error quotes. Connecting takes 15 s at most.
     */
    private String ownErrors() {
        return """
                table ip %s {
                  set connecting {
                    typeof @nh,96,64 . @th,0,32
                    size 65535; flags dynamic,timeout; timeout 20s
                  }
                  chain own_errors {
                    type route hook output priority mangle; policy accept;
                    %s socket transparent 1 update @connecting { @nh,96,64 . @th,0,32 }
                    icmp type { destination-unreachable, time-exceeded, parameter-problem } @th,136,8 6 @th,160,64 . @th,224,32 @connecting meta mark set %s
                  }
                }
                """.formatted(name, FIRST, streamMark);
    }

    private static String leave(String device, InterceptionRule rule) {
        return "    iifname " + device + match(rule, false) + " accept\n";
    }

    // ---- matches of rules

    static String match(InterceptionRule rule, boolean whole) {
        StringBuilder match = new StringBuilder(matchWithoutPorts(rule, whole));
        appendSet(match, "th dport", rule.ports().stream().map(String::valueOf).toList());
        return match.toString();
    }

    static String matchWithoutPorts(InterceptionRule rule, boolean whole) {
        StringBuilder match = new StringBuilder();
        rule.onlyProtocol().ifPresent(protocol -> match.append(" ip protocol ").append(protocol));
        if (whole && rule.onlyProtocol().isEmpty()) {
            // SCTP has another checksum, which a packet in transit cannot announce.
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
