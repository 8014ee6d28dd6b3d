package dev.wayside.relay.session.stream;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;

/** Bytes of a connection that are not sent yet, and the peer's limit. */
public final class SendQueue {

    private final Deque<ByteBuffer> chunks = new ArrayDeque<>();
    private long queuedBytes;
    private long nextOffset;
    private long limit;
    private boolean finished;

    /** An empty queue; bytes up to the limit may be sent. */
    public SendQueue(long initialLimit) {
        limit = initialLimit;
    }

    /** Adds bytes at the end; they are not copied. */
    public void add(ByteBuffer data) {
        if (data.hasRemaining()) {
            chunks.add(data);
            queuedBytes += data.remaining();
        }
    }

    /** Marks the end of the stream. */
    public void finish() {
        finished = true;
    }

    /** Drops all bytes, and ends the stream. */
    public void discard() {
        chunks.clear();
        queuedBytes = 0;
        finished = true;
    }

    /** Raises the limit. It never moves back: frames of several paths may overtake one another. */
    public boolean raiseLimit(long newLimit) {
        boolean raised = newLimit > limit;
        limit = Math.max(limit, newLimit);
        return raised;
    }

    /** Bytes that may be sent now. */
    public long sendableBytes() {
        return Math.min(queuedBytes, limit - nextOffset);
    }

    /** Bytes not sent yet. */
    public long queuedBytes() {
        return queuedBytes;
    }

    /** Offset of the next byte to send. */
    public long nextOffset() {
        return nextOffset;
    }

    /** True if no bytes follow those in the queue. */
    public boolean isFinished() {
        return finished;
    }

    /** True if all bytes are sent and none follow. */
    public boolean isDrained() {
        return finished && queuedBytes == 0;
    }

    /** Removes at least one byte, and at most this number; never across two writes, so that nothing is copied. */
    public ByteBuffer poll(int maxBytes) {
        ByteBuffer head = chunks.getFirst();
        int bytes = (int) Math.min(Math.min(maxBytes, head.remaining()), sendableBytes());
        ByteBuffer piece = head.slice(head.position(), bytes);
        head.position(head.position() + bytes);
        if (!head.hasRemaining()) {
            chunks.removeFirst();
        }
        queuedBytes -= bytes;
        nextOffset += bytes;
        return piece;
    }
}
