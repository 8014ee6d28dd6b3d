package dev.wayside.relay.schedule;

import java.util.EnumMap;
import java.util.Map;

/**
 * The budget of bytes sent more than once: a share of all bytes sent for the first time, plus a small advance so that
 * short flows can be urgent too. Copies of short messages have their own allowance of bytes a second. Not safe for use
 * by several threads.
 */
public final class RedundancyBudget {

    /** Chosen: the length of a segment before it is cut to its path, as in the settings of a session. */
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
            throw new IllegalArgumentException("a budget must not be negative: share " + share + ", " + advanceBytes
                    + " bytes, " + shortBytesPerSecond + " bytes a second");
        }
        this.share = share;
        this.advanceBytes = advanceBytes;
        this.shortBytesPerSecond = shortBytesPerSecond;
        this.shortAllowance = (double) shortBytesPerSecond;
        this.refilledNanos = nowNanos;
    }

    /** Refills the allowance of short messages for the time that passed. */
    public void refill(long nowNanos) {
        double seconds = Math.max(0, nowNanos - refilledNanos) / 1e9;
        refilledNanos = nowNanos;
        shortAllowance = Math.min((double) shortBytesPerSecond, shortAllowance + seconds * shortBytesPerSecond);
    }

    /** True if a short message of this length may be sent once more. */
    boolean allowsShortCopy(long bytes) {
        return shortAllowance >= (double) bytes;
    }

    /** Counts the bytes of a short message sent once more. */
    public void copiedShort(long bytes) {
        shortAllowance -= bytes;
        copies.merge(Redundancy.SHORT_COPY, bytes, Long::sum);
    }

    /** Counts bytes sent for the first time. */
    public void sent(long bytes) {
        firstBytes += bytes;
    }

    /** Counts bytes sent once more, and the reason. */
    public void copied(long bytes, Redundancy why) {
        copiedBytes += bytes;
        copies.merge(why, bytes, Long::sum);
    }

    /** True if this number of bytes may be sent as copies. */
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

    /** Bytes sent again, by reason. A reason without bytes may be absent. */
    public Map<Redundancy, Long> copies() {
        return Map.copyOf(copies);
    }
}
