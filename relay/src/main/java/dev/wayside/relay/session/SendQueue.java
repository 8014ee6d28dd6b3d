package dev.wayside.relay.session;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;

/** What a connection has to send and has not sent yet, and how far it may. */
final class SendQueue {

    private final Deque<ByteBuffer> chunks = new ArrayDeque<>();
    private long queuedBytes;
    private long nextOffset;
    private long limit;
    private boolean finished;

    SendQueue(long initialLimit) {
        limit = initialLimit;
    }

    void add(ByteBuffer data) {
        if (data.hasRemaining()) {
            chunks.add(data);
            queuedBytes += data.remaining();
        }
    }

    void finish() {
        finished = true;
    }

    /** Forgets what was not taken: nothing of it is wanted, nor of what would follow. */
    void discard() {
        chunks.clear();
        queuedBytes = 0;
        finished = true;
    }

    /** Limits never move back: frames of several paths may overtake one another. */
    boolean raiseLimit(long newLimit) {
        boolean raised = newLimit > limit;
        limit = Math.max(limit, newLimit);
        return raised;
    }

    /** Bytes that may be sent now. */
    long sendableBytes() {
        return Math.min(queuedBytes, limit - nextOffset);
    }

    long queuedBytes() {
        return queuedBytes;
    }

    long nextOffset() {
        return nextOffset;
    }

    boolean isFinished() {
        return finished;
    }

    /** Everything was taken and nothing follows. */
    boolean isDrained() {
        return finished && queuedBytes == 0;
    }

    /** Takes up to so many bytes, at least one; never across two writes, so that nothing is copied. */
    ByteBuffer take(int maxBytes) {
        ByteBuffer head = chunks.getFirst();
        int bytes = (int) Math.min(Math.min(maxBytes, head.remaining()), sendableBytes());
        ByteBuffer taken = head.slice(head.position(), bytes);
        head.position(head.position() + bytes);
        if (!head.hasRemaining()) {
            chunks.removeFirst();
        }
        queuedBytes -= bytes;
        nextOffset += bytes;
        return taken;
    }
}
