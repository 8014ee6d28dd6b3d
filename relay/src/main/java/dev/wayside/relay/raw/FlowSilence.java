package dev.wayside.relay.raw;

import dev.wayside.relay.message.FlowKey;

/** The time after which a silent flow counts as ended, as the RFCs require of NATs. */
final class FlowSilence {

    private static final long SECOND_NANOS = 1_000_000_000L;
    /** RFC 5508, REQ-1. */
    private static final long ICMP_NANOS = 60 * SECOND_NANOS;
    /** RFC 4787, REQ-5. */
    private static final long UDP_NANOS = 120 * SECOND_NANOS;
    /** RFC 5382, REQ-5: 2 hours 4 minutes. */
    private static final long TCP_NANOS = 7_440 * SECOND_NANOS;
    /** Chosen: the timeout of the kernel's set of pairs of hosts. */
    private static final long OTHER_NANOS = 600 * SECOND_NANOS;

    private FlowSilence() {}

    static long nanos(FlowKey flow) {
        return switch (flow.protocol()) {
            case PacketHead.ICMP -> ICMP_NANOS;
            case PacketHead.UDP -> UDP_NANOS;
            case PacketHead.TCP -> TCP_NANOS;
            default -> OTHER_NANOS;
        };
    }
}
