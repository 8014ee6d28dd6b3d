package dev.wayside.relay.path;

import dev.wayside.relay.loop.TcpInfo;
import dev.wayside.relay.schedule.Lane;

/**
 * The size of the largest packets of paths over an uplink, in both directions. It is reduced when large packets vanish
 * while small ones pass. Where the carrier drops them silently, no ICMP error says so.
 */
final class PacketSize {

    /** Sizes of IP and TCP headers without options, as TCP_MAXSEG counts (RFC 6691). */
    private static final int HEADER_BYTES = 40;
    /** The size that every host must accept (RFC 791, section 3.2). */
    private static final int MIN_BYTES = 576;
    /** The smallest MTU of IPv6 (RFC 8200, section 5). */
    private static final int USUAL_BYTES = 1_280;
    /** Chosen: loss alone looks the same once in a while. */
    private static final int MIN_SUSPICIONS = 2;

    /** Chosen: one or two time-outs in a row are ordinary loss. */
    private static final int TIMEOUTS = 3;
    /** Chosen: five probe intervals of 200 ms. */
    private static final double HEARD_MILLIS = 1_000;
    /** Chosen: as for dials next to a silent path. */
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

    /** Notes a path that lives and is heard: the suspicion was loss. */
    void confirmed(PathChannel path) {
        if (path.silentMillis() < SILENT_MILLIS) {
            suspicions = 0;
        }
    }

    /** Notes that a new path replaced a silent one: small packets acknowledged on the old one raise suspicion. */
    void replaced(PathChannel silent, int segmentBytes) {
        TcpInfo tcp = silent.tcp();
        boolean acknowledges = tcp.millisSinceAck() < silent.silentMillis() - ACK_MILLIS;
        if (tcp.receivedSegmentBytes() >= segmentBytes * 3L / 4) {
            suspicions = 0;
        } else if (silent.lane() == Lane.MAIN && silent.silentMillis() > SILENT_MILLIS && acknowledges) {
            suspect(segmentBytes);
        }
    }

    /** True if segments are never acknowledged although the peer is heard; then the caller closes the path. */
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

    /** Raises suspicion; paths opened when packets were larger prove nothing. */
    private void suspect(int segmentBytes) {
        if (segmentBytes == segmentBytes() && ++suspicions >= MIN_SUSPICIONS) {
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
