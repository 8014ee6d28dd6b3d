package dev.wayside.relay.session;

import java.nio.ByteBuffer;

import dev.wayside.relay.schedule.FlowEnds;
import dev.wayside.relay.schedule.FlowKind;
import dev.wayside.relay.session.flow.ClassifiedFlow;
import dev.wayside.relay.session.flow.FlowActivity;

/**
 * Packets that somebody waits for, as calls, games, names and echoes send them: small packets of a flow that is not
 * bulk. They use the lane of short messages, which bulk does not fill and whose transport does not pause with that of
 * bulk. A TCP flow carried whole sends small and full segments in one order, which two lanes would change: it has none.
 */
final class UrgentPackets {

    /**
     * Max time an urgent packet waits for a path. Chosen: longer than BBR's pause of 200 ms and a round trip; with the
     * path itself it stays within the 400 ms one way that ITU-T G.114 allows a call.
     */
    static final int MAX_WAIT_MILLIS = 300;

    /**
     * Bytes sent lately, as {@link FlowActivity} decays them, up to which a flow's urgent packets are copied: 22 kB/s,
     * twice the rate of an uncompressed call (50 packets of 200 bytes a second). Chosen: flows that send more, such as
     * video or the acknowledgements of a download, would use up the budget of copies.
     */
    private static final double MAX_COPIED_RECENT_BYTES = 32 << 10;

    private UrgentPackets() {}

    /** True if somebody probably waits for a packet. */
    static boolean isUrgent(ClassifiedFlow flow, ByteBuffer packet) {
        return flow.kind() != FlowKind.BULK
                && flow.ends().protocol() != FlowEnds.TCP
                && packet.remaining() <= SessionSettings.MIN_SEGMENT_BYTES;
    }

    /** Number of copies on other carriers that the next urgent packet of a flow may have. */
    static int copies(ClassifiedFlow flow) {
        return flow.activity().recentBytes() <= MAX_COPIED_RECENT_BYTES ? 1 : 0;
    }
}
