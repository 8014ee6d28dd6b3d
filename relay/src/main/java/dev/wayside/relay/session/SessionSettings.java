package dev.wayside.relay.session;

import dev.wayside.relay.session.stream.MemoryBudget;

/**
 * Limits of a session.
 *
 * @param windowBytes max bytes that one connection may have under way to a peer that reads
 * @param initialWindowBytes max bytes before the first WINDOW frame; the same on both sides
 * @param sendQueueBytes max bytes that a connection accepts from its end before it asks it to wait
 * @param sendBudgetBytes max bytes that all connections together accept from their ends, beyond a little of each
 * @param receiveBudgetBytes max bytes arriving at all connections together, beyond the initial window of each
 * @param segmentBytes max length of a DATA payload
 * @param probeMillis interval of probes on a path while data is under way or was lately
 * @param minSilenceMillis min silence after which a path may count as failing
 * @param timeoutsUntilFailing retransmission time-outs in a row after which a path is failing
 * @param holdMillis time for which connections are kept while there is no path
 * @param redundancyShare copies allowed, as a share of the bytes sent
 * @param shortCopyBytesPerSecond copies of short messages allowed beyond that
 */
public record SessionSettings(
        int windowBytes,
        int initialWindowBytes,
        int sendQueueBytes,
        long sendBudgetBytes,
        long receiveBudgetBytes,
        int segmentBytes,
        double probeMillis,
        double minSilenceMillis,
        int timeoutsUntilFailing,
        double holdMillis,
        double redundancyShare,
        long shortCopyBytesPerSecond) {

    /** Interval at which the driver calls {@link Session#tick}. Chosen: short compared with a round trip. */
    public static final int TICK_MILLIS = 5;

    /** Min length of a segment, and max of a short message. Chosen: the payload of one packet of the network. */
    static final int MIN_SEGMENT_BYTES = 1_400;

    /**
     * Queued bytes below which they count as the end of a flow. VaryingPathsTest: its files of 256 KB came a third
     * sooner than with 64 KB.
     */
    private static final int TAIL_BYTES = 256 << 10;

    /** Max length of a whole packet. Chosen: less than an IP packet may have (65,535 bytes). */
    private static final int MAX_DATAGRAM_BYTES = 65_000;

    /** Time that one segment occupies its path. Chosen: one tick, so that urgent data does not wait long. */
    private static final double SEGMENT_SECONDS = 0.005;

    /**
     * Settings unless configured. Chosen, as far as nothing else is said: a window of 16 MB carries 800 Mbit/s over 160
     * ms; a path is failing after 120 ms of silence, less than the minimum time-out of TCP (200 ms in Linux); 5 % of
     * copies are the limit of the goals in docs/relay-figures.md.
     */
    public static SessionSettings defaults() {
        return new SessionSettings(
                16 << 20, 256 << 10, 512 << 10, 96L << 20, 128L << 20, 16_384, 200, 120, 3, 60_000, 0.05, 64 << 10);
    }

    /** Max length of a segment on a path: slow paths get short ones. */
    int segmentBytes(double bandwidthBps) {
        return lengthWithin(segmentBytes, bandwidthBps);
    }

    /** Max length of a whole packet while the fastest path has this bandwidth. */
    static int datagramBytes(double bandwidthBps) {
        return lengthWithin(MAX_DATAGRAM_BYTES, bandwidthBps);
    }

    private static int lengthWithin(int maxBytes, double bandwidthBps) {
        return (int) Math.max(MIN_SEGMENT_BYTES, Math.min(maxBytes, bandwidthBps / 8 * SEGMENT_SECONDS));
    }

    /** Queued bytes below which they count as the end of a flow. */
    int tailBytes() {
        return Math.min(TAIL_BYTES, sendQueueBytes / 2);
    }

    MemoryBudget.Limits memory() {
        return new MemoryBudget.Limits(
                windowBytes, initialWindowBytes, sendQueueBytes, sendBudgetBytes, receiveBudgetBytes);
    }
}
