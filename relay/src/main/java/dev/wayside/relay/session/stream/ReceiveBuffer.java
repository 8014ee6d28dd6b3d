package dev.wayside.relay.session.stream;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalLong;

import org.jspecify.annotations.Nullable;

/** Bytes received for one connection until they have left the relay, and the window granted to the peer. */
public final class ReceiveBuffer {

    private final MemoryBudget memory;
    private final Reassembly reassembly = new Reassembly();
    /** In order, and waiting for the near end. */
    private final Deque<ByteBuffer> inOrder = new ArrayDeque<>();

    private long consumedBytes;
    private long grantedBytes;
    private long window;

    /** An empty buffer with the initial window. */
    public ReceiveBuffer(MemoryBudget memory) {
        this.memory = memory;
        this.window = memory.initialWindowBytes();
        this.grantedBytes = window;
    }

    /** True if a segment is within the granted window. */
    public boolean isGranted(long offset, int bytes) {
        return offset <= grantedBytes - bytes;
    }

    /** Accepts a segment. */
    public void accept(long offset, ByteBuffer data) {
        long before = reassembly.earlyBytes();
        for (ByteBuffer piece : reassembly.accept(offset, data)) {
            inOrder.add(piece);
            memory.held(piece.remaining());
        }
        memory.held(reassembly.earlyBytes() - before);
    }

    /** Removes the next bytes in order; null if there are none. */
    public @Nullable ByteBuffer poll() {
        return inOrder.poll();
    }

    /** Sets the end of the stream. False if that contradicts what is known. */
    public boolean finishAt(long offset) {
        return reassembly.finishAt(offset);
    }

    /** True if the whole stream was removed. */
    public boolean isDelivered() {
        return reassembly.isComplete() && inOrder.isEmpty();
    }

    /** True if all bytes in order so far have left the relay. */
    public boolean isConsumed() {
        return consumedBytes == reassembly.next();
    }

    /** Bytes in order and bytes consumed, together: grows whenever either side makes progress. */
    public long progress() {
        return reassembly.next() + consumedBytes;
    }

    /** Notes bytes that have left the relay. */
    public void consumed(long bytes) {
        memory.held(-bytes);
        long before = promisedBytes();
        consumedBytes += bytes;
        memory.promised(promisedBytes() - before);
    }

    /**
     * Grows the window fourfold, so that only connections that carry much are promised much.
     *
     * @return the new limit, if it is higher by a quarter of the window: often enough to never stall, seldom enough to
     *     cost little
     */
    public OptionalLong grow() {
        long before = promisedBytes();
        long wanted = Math.min(4 * window, memory.maxWindowBytes(before));
        if (consumedBytes + wanted - grantedBytes < wanted / 4) {
            return OptionalLong.empty();
        }
        window = wanted;
        grantedBytes = consumedBytes + wanted;
        memory.promised(promisedBytes() - before);
        return OptionalLong.of(grantedBytes);
    }

    /** Returns all memory; to be called once. */
    public void close() {
        memory.promised(-promisedBytes());
        memory.held(consumedBytes - reassembly.next() - reassembly.earlyBytes());
        inOrder.clear();
    }

    /** Bytes that may still arrive or are held, beyond the initial window. */
    private long promisedBytes() {
        return Math.max(0, grantedBytes - consumedBytes - memory.initialWindowBytes());
    }
}
