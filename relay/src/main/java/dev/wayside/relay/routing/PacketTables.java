package dev.wayside.relay.routing;

import dev.wayside.relay.config.Handling;
import dev.wayside.relay.config.Interception;
import dev.wayside.relay.config.InterceptionRule;

/**
 * The nftables tables for packets to be carried whole, as text. The mark that they get on arrival makes the packet
 * socket see them, and the kernel drop them before it reassembles fragments.
 *
 * <p>The first fragment of a datagram is matched like a whole packet. If it passes, the set {@code passing} lets the
 * others pass. Otherwise they are marked if a rule may match them; the relay returns those whose first fragment is not
 * carried.
 */
public final class PacketTables {

    /** The mark of packets to be carried whole: "Ways" in ASCII. */
    public static final int MARK = 0x57617973;

    /** Fields of the IP header by their offset, the only name of nft for those of a quoted packet. */
    private static final String PROTOCOL = "@nh,72,8";

    private static final String SOURCE = "@nh,96,32";
    private static final String DESTINATION = "@nh,128,32";
    private static final String PORTS = "@th,0,32";

    /** The same fields of a packet without IP options, quoted after the 8 bytes of an ICMP header. */
    private static final String QUOTED_HEADER = "@th,64,8 0x45";

    private static final String QUOTED_PROTOCOL = "@th,136,8";
    private static final String QUOTED_SOURCE = "@th,160,32";
    private static final String QUOTED_DESTINATION = "@th,192,32";
    private static final String QUOTED_PORTS = "@th,224,32";

    private static final String DATAGRAM = "ip saddr . ip daddr . ip protocol . ip id";
    private static final String IS_FIRST_FRAGMENT = "ip frag-off & 0x3fff == 0x2000";

    private final String name;

    /** @param name of both tables */
    PacketTables(String name) {
        this.name = name;
    }

    String edge(Interception intercept) {
        StringBuilder choose = new StringBuilder();
        StringBuilder later = new StringBuilder();
        for (InterceptionRule rule : intercept.rules()) {
            boolean isRaw = rule.by() == Handling.RAW;
            boolean mayBeRaw = isRaw || !rule.ports().isEmpty();
            choose.append("   ")
                    .append(InterceptionTables.match(rule, isRaw))
                    .append(isRaw ? " goto carry\n" : " goto pass\n");
            later.append("   ")
                    .append(InterceptionTables.matchWithoutPorts(rule, isRaw))
                    .append(mayBeRaw ? mark() : "")
                    .append(" accept\n");
        }
        return tables(InterceptionTables.quoted(intercept.device()), "", later.toString(), choose.toString());
    }

    /** @param injection the interface of edges' packets, whose flows are learned there */
    String cloud(String device, String injection) {
        return tables(
                InterceptionTables.quoted(device),
                learned(InterceptionTables.quoted(injection)),
                "    " + fromPairs() + mark() + " accept\n",
                ofLearnedFlows());
    }

    private String tables(String device, String learning, String later, String choose) {
        return """
                table netdev %1$s {
                %3$s  set passing {
                    typeof %7$s
                    size 65535; flags dynamic,timeout; timeout 5s
                  }
                  chain pass {
                    %8$s update @passing { %7$s }
                    accept
                  }
                  chain carry {
                    %8$s delete @passing { %7$s }
                   %6$s accept
                  }
                  chain later_fragment {
                    %7$s @passing accept
                %4$s    accept
                  }
                  chain choose {
                    type filter hook ingress device %2$s priority 0; policy accept;
                    meta protocol != ip accept
                    meta pkttype != host accept
                    fib daddr type != unicast accept
                    ip ttl < 2 accept
                    ip frag-off & 0x1fff != 0 goto later_fragment
                %5$s    goto pass
                  }
                }
                table ip %1$s {
                  chain drop_originals {
                    type filter hook prerouting priority -450; policy accept;
                    iifname %2$s meta mark %9$s drop
                  }
                }
                """.formatted(name, device, learning, later, choose, mark(), DATAGRAM, IS_FIRST_FRAGMENT, hexMark());
    }

    /** The flows and pairs of hosts as clients' packets name them. */
    private static String learned(String injection) {
        String ofFlow = "%s . %s . %s . %s".formatted(SOURCE, DESTINATION, PORTS, PROTOCOL);
        String ofPair = "%s . %s . %s".formatted(SOURCE, DESTINATION, PROTOCOL);
        return """
                  set flows {
                    type ipv4_addr . inet_service . ipv4_addr . inet_service . inet_proto
                    size 65535; flags dynamic,timeout; timeout 10m
                  }
                  set sent_flows {
                    typeof %2$s
                    size 65535; flags dynamic,timeout; timeout 10m
                  }
                  set sent_pairs {
                    typeof %3$s
                    size 65535; flags dynamic,timeout; timeout 10m
                  }
                  chain learn {
                    type filter hook ingress device %1$s priority 0; policy accept;
                    update @sent_pairs { %3$s }
                    ip protocol { tcp, udp } update @sent_flows { %2$s }
                    ip protocol { tcp, udp } update @flows { ip daddr . th dport . ip saddr . th sport . ip protocol }
                  }
                """.formatted(injection, ofFlow, ofPair);
    }

    /**
     * Rules for answers of servers. An ICMP error belongs to the flow it quotes, and comes from any router on the way.
     */
    private static String ofLearnedFlows() {
        String quotedFlow =
                "%s . %s . %s . %s".formatted(QUOTED_SOURCE, QUOTED_DESTINATION, QUOTED_PORTS, QUOTED_PROTOCOL);
        String quotedPair = "%s . %s . %s".formatted(QUOTED_SOURCE, QUOTED_DESTINATION, QUOTED_PROTOCOL);
        return """
                    icmp type { 3, 11, 12 } %2$s %3$s @sent_flows goto carry
                    icmp type { 3, 11, 12 } %2$s %5$s != { 6, 17 } %4$s @sent_pairs goto carry
                    icmp type { 3, 11, 12 } goto pass
                    ip saddr . th sport . ip daddr . th dport . ip protocol @flows goto carry
                    ip protocol != { tcp, udp } %1$s goto carry
                """.formatted(fromPairs(), QUOTED_HEADER, quotedFlow, quotedPair, QUOTED_PROTOCOL);
    }

    private static String fromPairs() {
        return "%s . %s . %s @sent_pairs".formatted(DESTINATION, SOURCE, PROTOCOL);
    }

    private static String mark() {
        return " meta mark set " + hexMark();
    }

    private static String hexMark() {
        return "0x" + Integer.toHexString(MARK);
    }
}
