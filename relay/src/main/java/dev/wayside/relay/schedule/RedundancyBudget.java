package dev.wayside.relay.schedule;

/**
 * How many bytes may be sent more than once: a share of all that was sent for the first time, plus a small advance so
 * that short flows may be urgent too. Not safe for use by several threads.
 */
public final class RedundancyBudget {

    /** Bytes that copies of one packet are reckoned at before it is cut. */
    private static final int PACKET_BYTES = 16_384;

    private final double share;
    private final long advanceBytes;
    private long firstBytes;
    private long copiedBytes;

    /**
     * @param share of the bytes sent for the first time, at least 0
     * @param advanceBytes allowed before anything was sent, at least 0
     */
    public RedundancyBudget(double share, long advanceBytes) {
        if (!(share >= 0) || advanceBytes < 0) {
            throw new IllegalArgumentException("a budget of " + share + " and " + advanceBytes + " bytes");
        }
        this.share = share;
        this.advanceBytes = advanceBytes;
    }

    /** Notes bytes sent for the first time. */
    public void sent(long bytes) {
        firstBytes += bytes;
    }

    /** Notes bytes sent once more. */
    public void copied(long bytes) {
        copiedBytes += bytes;
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

    /** Bytes sent again. */
    public long copiedBytes() {
        return copiedBytes;
    }
}
