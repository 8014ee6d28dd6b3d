package dev.wayside.relay.session.stream;

/** The memory of all connections of a session: bytes queued to be sent, received bytes held, and bytes promised. */
public final class MemoryBudget {

    /** Max bytes in the queue of each connection while all queues together are too long. Chosen: one segment. */
    private static final long CROWDED_QUEUE_BYTES = 16 << 10;

    private final Limits limits;
    private long queuedBytes;
    private long heldBytes;
    private long promisedBytes;

    /**
     * Limits of a session's memory.
     *
     * @param windowBytes max bytes under way to one connection
     * @param initialWindowBytes window of each connection at its start
     * @param sendQueueBytes max bytes in the queue of one connection
     * @param sendBudgetBytes max bytes in all queues together, beyond a little in each
     * @param receiveBudgetBytes max bytes under way to all connections together, beyond the initial window of each
     */
    public record Limits(
            int windowBytes,
            int initialWindowBytes,
            int sendQueueBytes,
            long sendBudgetBytes,
            long receiveBudgetBytes) {}

    /** An unused budget. */
    public MemoryBudget(Limits limits) {
        this.limits = limits;
    }

    /** Notes bytes that were queued to be sent; negative if they left the queue. */
    public void queued(long bytes) {
        queuedBytes += bytes;
    }

    /** Max bytes in the queue of a connection before its near end is asked to wait. */
    public long maxQueueBytes() {
        return queuedBytes > limits.sendBudgetBytes() ? CROWDED_QUEUE_BYTES : limits.sendQueueBytes();
    }

    /** Notes received bytes that are held; negative if they left the relay. */
    public void held(long bytes) {
        heldBytes += bytes;
    }

    /** Received bytes that have not left the relay. */
    public long heldBytes() {
        return heldBytes;
    }

    /** Notes bytes promised to a connection beyond its initial window; negative if they are used or withdrawn. */
    public void promised(long bytes) {
        promisedBytes += bytes;
    }

    /** Max window for a connection to which these bytes are promised already: a quarter of the remaining budget. */
    public long maxWindowBytes(long alreadyBytes) {
        long share = (limits.receiveBudgetBytes() - promisedBytes + alreadyBytes) / 4;
        return Math.max(limits.initialWindowBytes(), Math.min(limits.windowBytes(), share));
    }

    /** Window of each connection at its start, which is not counted as promised. */
    public long initialWindowBytes() {
        return limits.initialWindowBytes();
    }
}
