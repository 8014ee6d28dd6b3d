package dev.wayside.relay.schedule;

import java.util.EnumMap;
import java.util.Map;

/**
 * How many bytes may be sent more than once: a share of all that was sent for the first time, plus a small advance so
 * that short flows may be urgent too; and, whatever the share, some bytes a second for copies of short messages, of
 * which there are always few. Not safe for use by several threads.
 */
public final class RedundancyBudget {

    /** Bytes that copies of one packet are reckoned at before it is cut. */
    private static final int PACKET_BYTES = 16_384;

    private final double share;
    private final long advanceBytes;
    private final long shortBytesPerSecond;
    private final Map<Redundancy, Long> copies = new EnumMap<>(Redundancy.class);
    private long firstBytes;
    private long copiedBytes;
    private double shortAllowance;
    private long refilledNanos;

    /**
     * @param share of the bytes sent for the first time, at least 0
     * @param advanceBytes allowed before anything was sent, at least 0
     * @param shortBytesPerSecond allowed for copies of short messages, at least 0; a second's worth is there at once
     */
    public RedundancyBudget(double share, long advanceBytes, long shortBytesPerSecond, long nowNanos) {
        if (!(share >= 0) || advanceBytes < 0 || shortBytesPerSecond < 0) {
            throw new IllegalArgumentException("a budget of " + share + ", " + advanceBytes + " bytes and "
                    + shortBytesPerSecond + " bytes a second");
        }
        this.share = share;
        this.advanceBytes = advanceBytes;
        this.shortBytesPerSecond = shortBytesPerSecond;
        this.shortAllowance = (double) shortBytesPerSecond;
        this.refilledNanos = nowNanos;
    }

    /** Time has passed: short messages may be copied anew. */
    public void refill(long nowNanos) {
        double seconds = Math.max(0, nowNanos - refilledNanos) / 1e9;
        refilledNanos = nowNanos;
        shortAllowance = Math.min((double) shortBytesPerSecond, shortAllowance + seconds * shortBytesPerSecond);
    }

    /** Whether a short message of so many bytes may be sent once more. */
    boolean allowsShortCopy(long bytes) {
        return shortAllowance >= (double) bytes;
    }

    /** Notes the bytes of a short message sent once more. */
    public void copiedShort(long bytes) {
        shortAllowance -= bytes;
        copies.merge(Redundancy.SHORT_COPY, bytes, Long::sum);
    }

    /** Notes bytes sent for the first time. */
    public void sent(long bytes) {
        firstBytes += bytes;
    }

    /** Notes bytes sent once more, and why. */
    public void copied(long bytes, Redundancy why) {
        copiedBytes += bytes;
        copies.merge(why, bytes, Long::sum);
    }

    /** Whether so many bytes more may be sent as copies. */
    public boolean allows(long bytes) {
        return copiedBytes + bytes <= share * firstBytes + advanceBytes;
    }

    boolean allowsCopies(int copies) {
        return allows((long) copies * PACKET_BYTES);
    }

    /** Bytes sent for the first time. */
    public long firstBytes() {
        return firstBytes;
    }

    /** Bytes sent again, by reason; a reason there was none for may be absent. */
    public Map<Redundancy, Long> copies() {
        return Map.copyOf(copies);
    }
}
