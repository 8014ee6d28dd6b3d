package dev.wayside.relay.session;

/**
 * Limits of a session.
 *
 * @param windowBytes the most one connection may have under way to a peer that reads
 * @param initialWindowBytes what may be sent before the first WINDOW frame; the same on both sides
 * @param sendQueueBytes what a connection takes from its end before it asks it to wait
 * @param sendBudgetBytes what all connections together take from their ends, beyond a little of each
 * @param receiveBudgetBytes what all connections together may have arriving, beyond the initial window of each
 * @param segmentBytes the longest DATA payload
 * @param probeMillis how often a path is asked for an echo while data is under way or was lately
 * @param minSilenceMillis a path is never thought dead after less silence than this
 * @param timeoutsUntilFailing k: a path with so many retransmission time-outs in a row is dead
 * @param holdMillis how long connections are held while there is no path
 * @param redundancyShare copies allowed, as a share of what is sent
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

    /** What is used unless configured. */
    public static SessionSettings defaults() {
        return new SessionSettings(
                16 << 20, 256 << 10, 512 << 10, 96L << 20, 128L << 20, 16_384, 200, 120, 3, 60_000, 0.05, 64 << 10);
    }
}
