package dev.wayside.relay.session;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;

import dev.wayside.relay.message.Frame;
import dev.wayside.relay.message.FrameKind;
import dev.wayside.relay.message.ResetReason;
import org.jspecify.annotations.Nullable;

/** One client's connection in this relay: both directions, and the near end. Belongs to the session's thread. */
public final class Connection implements Sender {

    private static final long RECENT_NANOS = 1_000_000_000;
    private static final long QUIET_BYTES = 16 << 10;
    /** What may wait of each connection while all together have too much: enough to go on. */
    private static final long CROWDED_QUEUE_BYTES = 16 << 10;

    private final Session session;
    private final int id;
    private final SendQueue sendQueue;
    private final Reassembly reassembly = new Reassembly();
    private final long createdNanos;
    /** In order, and waiting for the endpoint to be there. */
    private final Deque<ByteBuffer> pending = new ArrayDeque<>();

    private @Nullable ClassifiedFlow flow;
    private @Nullable Endpoint endpoint;
    private long pendingBytes;
    private long consumedBytes;
    private long grantedBytes;
    private long window;
    private long recentBytes;
    private long recentNanos;
    private @Nullable ResetReason brokenOff;
    private @Nullable ResetReason brokenOffThere;
    private boolean finSent;
    private boolean finDelivered;
    private boolean closed;
    private boolean opened;
    private boolean waiting;
    private boolean paused;

    Connection(Session session, int id, long nowNanos) {
        this.session = session;
        this.id = id;
        this.createdNanos = nowNanos;
        this.grantedBytes = session.settings().initialWindowBytes();
        this.window = grantedBytes;
        this.sendQueue = new SendQueue(grantedBytes);
    }

    // ---- the near end's calls

    /** Bytes from the near end, which are not written to any more; ignored once it is closed. */
    public void write(ByteBuffer data) {
        if (closed || sendQueue.isFinished() || brokenOffThere != null) {
            return;
        }
        flow().activity().passed(sendQueue.queuedBytes() > 0, session.nowNanos());
        flow().activity().offeredStream(data);
        sendQueue.add(data);
        session.queued(data.remaining());
        paused = !takesMore();
        session.hasSomethingToSend(this);
    }

    /** Whether the near end should go on reading; if not, {@link Endpoint#resume} says when. */
    public boolean takesMore() {
        long most = session.queuesTooMuch()
                ? CROWDED_QUEUE_BYTES
                : session.settings().sendQueueBytes();
        return sendQueue.queuedBytes() < most;
    }

    /** The near end sends no more. */
    public void finish() {
        if (!closed && !sendQueue.isFinished()) {
            sendQueue.finish();
            session.hasSomethingToSend(this);
        }
    }

    /** The near end broke off, or could not be connected. What it said before is still delivered. */
    public void reset(ResetReason reason) {
        if (closed || brokenOff != null) {
            return;
        }
        brokenOff = reason;
        if (isBegun() && sendQueue.queuedBytes() > 0) {
            sendQueue.finish();
            session.hasSomethingToSend(this);
        } else {
            sendReset();
        }
    }

    private void sendReset() {
        long offset = sendQueue.nextOffset();
        ByteBuffer after = offset == 0
                ? ByteBuffer.allocate(0)
                : ByteBuffer.allocate(Long.BYTES).putLong(0, offset);
        session.sendControl(
                new Frame(FrameKind.RESET, id, Objects.requireNonNull(brokenOff).code(), after));
        session.forget(this);
    }

    /** Nothing is left to send: says so, or that the near end broke off. */
    void sendEnd() {
        if (brokenOff == null) {
            session.sendFin(this);
        } else {
            sendReset();
        }
    }

    /** So many delivered bytes have left the relay. */
    public void consumed(long bytes) {
        session.released(bytes);
        if (!closed) {
            long promised = promisedBytes();
            consumedBytes += bytes;
            session.promised(promisedBytes() - promised);
            grantWindow();
        }
    }

    /** The server took the connection: from now on its endpoint gets what arrives. */
    public void attach(Endpoint serverEnd) {
        if (closed) {
            serverEnd.reset(ResetReason.PEER_RESET);
            return;
        }
        endpoint = serverEnd;
        session.sendControl(Frame.of(FrameKind.OPENED, id, 0));
        offer(0, ByteBuffer.allocate(0));
        finishIfComplete();
    }

    /** Id of the connection, the same at both relays. */
    public int id() {
        return id;
    }

    /** Whether it is over. */
    public boolean isClosed() {
        return closed;
    }

    // ---- the session's calls

    void begin(ClassifiedFlow classified, @Nullable Endpoint nearEnd) {
        flow = classified;
        endpoint = nearEnd;
    }

    boolean isBegun() {
        return flow != null;
    }

    long createdNanos() {
        return createdNanos;
    }

    @Override
    public ClassifiedFlow flow() {
        return Objects.requireNonNull(flow, "not begun");
    }

    @Override
    public long waitingBytes() {
        return sendQueue.queuedBytes();
    }

    SendQueue sendQueue() {
        return sendQueue;
    }

    /** Whether there is something to schedule: bytes within the window, or the end. */
    @Override
    public boolean hasWork() {
        return !closed && isBegun() && (sendQueue.sendableBytes() > 0 || (sendQueue.isDrained() && !finSent));
    }

    @Override
    public boolean isWaiting() {
        return waiting;
    }

    @Override
    public void setWaiting(boolean inOrder) {
        waiting = inOrder;
    }

    void resumeIfPaused() {
        if (paused && takesMore() && endpoint != null) {
            paused = false;
            endpoint.resume();
        }
    }

    void finSent() {
        finSent = true;
        closeIfOver();
    }

    /** Comes once for each path that carried it. */
    void receivedOpened() {
        if (endpoint != null && !opened) {
            opened = true;
            endpoint.opened();
        }
    }

    /** Notes what was sent. */
    void sent(int bytes, long nowNanos) {
        if (nowNanos - recentNanos > RECENT_NANOS) {
            recentNanos = nowNanos;
            recentBytes = 0;
        }
        recentBytes += bytes;
    }

    /** Whether it sends so little that what it sends is a message, and not a piece of something long. */
    boolean isQuiet(long nowNanos) {
        return nowNanos - recentNanos > RECENT_NANOS || recentBytes < QUIET_BYTES;
    }

    void receivedData(Frame frame) {
        if (frame.sequence() > grantedBytes - frame.length()) {
            session.protocolError(this);
            return;
        }
        offer(frame.sequence(), frame.payload());
        finishIfComplete();
    }

    void receivedFin(long offset) {
        if (!reassembly.finishAt(offset)) {
            session.protocolError(this);
            return;
        }
        finishIfComplete();
    }

    /** The far end broke off after so many bytes: they are delivered before. */
    void receivedReset(ResetReason reason, long offset) {
        if (reassembly.finishAt(offset) && !(reassembly.isComplete() && pending.isEmpty())) {
            brokenOffThere = reason;
        } else {
            receivedReset(reason);
        }
    }

    void receivedReset(ResetReason reason) {
        session.forget(this);
        if (endpoint != null) {
            endpoint.reset(reason);
        }
    }

    void receivedWindow(long limit) {
        if (sendQueue.raiseLimit(limit)) {
            session.hasSomethingToSend(this);
        }
    }

    void markClosed() {
        closed = true;
        session.queued(-sendQueue.queuedBytes());
        session.promised(-promisedBytes());
        session.released(reassembly.earlyBytes() + pendingBytes);
        pendingBytes = 0;
        pending.clear();
    }

    private void offer(long offset, ByteBuffer data) {
        long before = reassembly.earlyBytes();
        for (ByteBuffer inOrder : reassembly.offer(offset, data)) {
            pendingBytes += inOrder.remaining();
            pending.add(inOrder);
            session.held(inOrder.remaining());
        }
        session.held(reassembly.earlyBytes() - before);
        Endpoint end = endpoint;
        while (end != null && !pending.isEmpty() && !closed) {
            ByteBuffer next = pending.remove();
            pendingBytes -= next.remaining();
            end.deliver(next);
        }
    }

    private void finishIfComplete() {
        if (!closed && endpoint != null && reassembly.isComplete() && pending.isEmpty() && !finDelivered) {
            finDelivered = true;
            if (brokenOffThere != null) {
                receivedReset(brokenOffThere);
                return;
            }
            endpoint.finished();
            closeIfOver();
        }
    }

    private void closeIfOver() {
        if (finSent && finDelivered && !closed) {
            session.forget(this);
        }
    }

    /**
     * A window is announced when it has grown by a quarter: often enough to never stall, seldom enough to cost little.
     * It grows fourfold each time, so that only those who carry much are promised much.
     */
    private void grantWindow() {
        if (finDelivered) {
            return;
        }
        long promised = promisedBytes();
        long wanted = Math.min(4 * window, session.mostWindowBytes(promised));
        if (consumedBytes + wanted - grantedBytes >= wanted / 4) {
            window = wanted;
            grantedBytes = consumedBytes + wanted;
            session.sendControl(Frame.of(FrameKind.WINDOW, id, grantedBytes));
        }
        session.promised(promisedBytes() - promised);
    }

    /** What may still arrive or is held, beyond what every connection may. */
    private long promisedBytes() {
        return Math.max(0, grantedBytes - consumedBytes - session.settings().initialWindowBytes());
    }
}
