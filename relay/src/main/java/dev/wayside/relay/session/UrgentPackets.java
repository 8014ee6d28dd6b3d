package dev.wayside.relay.session;

import java.nio.ByteBuffer;

import dev.wayside.relay.schedule.FlowEnds;
import dev.wayside.relay.schedule.FlowKind;

/**
 * Packets that somebody waits for, as calls, games, names and echoes send them: small ones of a flow that is not bulk.
 * They take the lane of short messages, which bulk does not fill and whose transport does not pause with that of bulk.
 * A TCP flow carried whole sends small and full segments in one order, which two lanes would mix up: it has none.
 */
final class UrgentPackets {

    /**
     * Max time an urgent packet waits for a path. Chosen: longer than BBR's pause of 200 ms and a round trip; with the
     * path itself it stays within the 400 ms one way that ITU-T G.114 allows a call.
     */
    static final int MAX_WAIT_MILLIS = 300;

    /**
     * Bytes lately sent, as {@link FlowActivity} decays them, up to which a flow's urgent packets are copied: 22 kB/s,
     * twice what an uncompressed call sends (50 packets of 200 bytes a second). Chosen: what sends more, as video or
     * the acknowledgements of a download, would use up what copies there may be.
     */
    private static final double MAX_COPIED_RECENT_BYTES = 32 << 10;

    private UrgentPackets() {}

    static boolean isUrgent(ClassifiedFlow flow, ByteBuffer packet) {
        return flow.kind() != FlowKind.BULK
                && flow.ends().protocol() != FlowEnds.TCP
                && packet.remaining() <= Session.MIN_SEGMENT_BYTES;
    }

    /** Copies on other carriers that the next of a flow's urgent packets may have. */
    static int copies(ClassifiedFlow flow) {
        return flow.activity().recentBytes() <= MAX_COPIED_RECENT_BYTES ? 1 : 0;
    }
}
