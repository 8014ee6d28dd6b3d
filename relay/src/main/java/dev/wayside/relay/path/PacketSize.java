package dev.wayside.relay.path;

import dev.wayside.relay.loop.TcpInfo;
import dev.wayside.relay.schedule.Lane;

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

    /** Chosen: what looked like a limit may have been loss, and networks change. */
    private static final double RETRY_MILLIS = 600_000;

    private final MissingPath missing;
    private final int configuredBytes;
    private int maxBytes;
    private long reducedNanos;
    private long nowNanos;
    private int suspicions;

    PacketSize(int maxBytes, MissingPath missing) {
        this.configuredBytes = maxBytes;
        this.maxBytes = maxBytes;
        this.missing = missing;
    }

    /** For TCP_MAXSEG. */
    int segmentBytes() {
        return maxBytes - HEADER_BYTES;
    }

    /** Tries the configured size again some time after it was reduced. */
    void check(long now) {
        nowNanos = now;
        if (maxBytes < configuredBytes && (now - reducedNanos) / 1e6 > RETRY_MILLIS) {
            maxBytes = configuredBytes;
            suspicions = 0;
        }
    }

    /** A path that lives and is heard: what was suspected before was loss. */
    void works(PathChannel path) {
        if (path.silentMillis() < SILENT_MILLIS) {
            suspicions = 0;
        }
    }

    /** A new path could be opened beside a silent one: were small packets acknowledged on that, and no more arrived? */
    void replaced(PathChannel silent, int segmentBytes) {
        TcpInfo tcp = silent.tcp();
        boolean acknowledges = tcp.millisSinceAck() < silent.silentMillis() - ACK_MILLIS;
        if (tcp.receivedSegmentBytes() >= segmentBytes * 3L / 4) {
            suspicions = 0;
        } else if (silent.lane() == Lane.MAIN && silent.silentMillis() > SILENT_MILLIS && acknowledges) {
            suspect(segmentBytes);
        }
    }

    /** Whether what is sent is never acknowledged, though the peer is heard; then the path is to be closed. */
    boolean losesWhatIsSent(PathChannel path, int segmentBytes) {
        if (path.silentMillis() > HEARD_MILLIS) {
            return false;
        }
        TcpInfo tcp = path.tcp();
        long meanBytes = tcp.bytesAcknowledged() / Math.max(1, tcp.segmentsDelivered());
        boolean loses = tcp.timeouts() >= TIMEOUTS && meanBytes < segmentBytes / 2;
        if (loses && path.lane() == Lane.MAIN) {
            suspect(segmentBytes);
        }
        return loses;
    }

    /** Paths that were opened when packets were larger prove nothing. */
    private void suspect(int segmentBytes) {
        if (segmentBytes == segmentBytes() && ++suspicions >= PATHS) {
            suspicions = 0;
            int before = maxBytes;
            reducedNanos = nowNanos;
            maxBytes = before > USUAL_BYTES ? USUAL_BYTES : MIN_BYTES;
            missing.note("small packets pass, packets of " + before + " bytes do not"
                    + (before > maxBytes
                            ? ": they have at most " + maxBytes + " from now on; set the uplink's 'mtu' to what passes"
                            : ", though no network should lose such: ask the carrier"));
        }
    }
}
