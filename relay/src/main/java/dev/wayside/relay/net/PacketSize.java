package dev.wayside.relay.net;

/**
 * The size of the largest packets of paths over an uplink, in both directions. It goes down when they are found to
 * vanish while small ones pass; nobody else says so where the carrier drops them silently.
 */
final class PacketSize {

    /** Sizes of IP and TCP headers without options, as TCP_MAXSEG counts (RFC 6691). */
    private static final int HEADER_BYTES = 40;
    /** What each host must be able to take (RFC 791, section 3.2). */
    private static final int MIN_BYTES = 576;
    /** The smallest MTU of IPv6 (RFC 8200, section 5). */
    private static final int USUAL_BYTES = 1_280;
    /** Chosen: loss alone looks like it once in a while. */
    private static final int PATHS = 2;

    private static final int TIMEOUTS = 3;
    private static final double HEARD_MILLIS = 1_000;
    private static final double SILENT_MILLIS = 600;
    /** Chosen: acknowledgements of probes came well after the last frame. */
    private static final double ACK_MILLIS = 300;

    private final MissingPath missing;
    private int maxBytes;
    private int suspicions;

    PacketSize(int maxBytes, MissingPath missing) {
        this.maxBytes = maxBytes;
        this.missing = missing;
    }

    /** For TCP_MAXSEG. */
    int segmentBytes() {
        return maxBytes - HEADER_BYTES;
    }

    /** The peer's kernel acknowledges what is small, and nothing of its relay arrives. */
    boolean losesWhatIsReceived(PathChannel path) {
        TcpInfo tcp = path.tcp();
        return path.silentMillis() > SILENT_MILLIS
                && tcp.millisSinceAck() < path.silentMillis() - ACK_MILLIS
                && tcp.receivedSegmentBytes() < segmentBytes() * 3L / 4;
    }

    /** What is sent is never acknowledged, though the peer is heard. */
    boolean losesWhatIsSent(PathChannel path) {
        TcpInfo tcp = path.tcp();
        long meanBytes = tcp.bytesAcknowledged() / Math.max(1, tcp.segmentsDelivered());
        return tcp.timeouts() >= TIMEOUTS && path.silentMillis() < HEARD_MILLIS && meanBytes < segmentBytes() / 2;
    }

    /** A path has lost full packets only; true if the next path is to be opened with smaller ones. */
    boolean isTooLarge() {
        suspicions++;
        if (suspicions < PATHS) {
            return false;
        }
        suspicions = 0;
        int before = maxBytes;
        maxBytes = before > USUAL_BYTES ? USUAL_BYTES : MIN_BYTES;
        missing.note("small packets pass, packets of " + before + " bytes do not"
                + (before > maxBytes ? ": no larger than " + maxBytes + " from now on; set 'mtu' of the uplink" : ""));
        return before > maxBytes;
    }

    /** A path has carried a full packet. */
    void passed() {
        suspicions = 0;
    }
}
