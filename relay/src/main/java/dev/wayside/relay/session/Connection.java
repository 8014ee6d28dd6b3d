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
    private long consumedBytes;
    private long grantedBytes;
    private long window;
    private long recentBytes;
    private long recentNanos;
    private @Nullable ResetReason brokenOff;
    private @Nullable ResetReason brokenOffThere;
    private boolean attached;
    private boolean unwanted;
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

    // ---- the near end's calls: a fault in one of them ends this connection and nothing else

    /** Bytes from the near end, which are not written to any more; ignored once nobody wants them. */
    public void write(ByteBuffer data) {
        session.guard(this, () -> {
            if (closed || sendQueue.isFinished()) {
                return;
            }
            flow().activity().passed(sendQueue.queuedBytes() > 0, session.nowNanos());
            flow().activity().offeredStream(data);
            sendQueue.add(data);
            session.queued(data.remaining());
            paused = !takesMore();
            session.hasSomethingToSend(this);
        });
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
        session.guard(this, () -> {
            if (!closed && !sendQueue.isFinished()) {
                sendQueue.finish();
                session.hasSomethingToSend(this);
            }
        });
    }

    /**
     * The near end broke off, or could not be connected. The peer is told at once, so that it sends nothing more, and
     * how much is still to come: what the near end said before is delivered.
     */
    public void reset(ResetReason reason) {
        session.guard(this, () -> {
            if (closed || brokenOff != null) {
                return;
            }
            brokenOff = reason;
            sendQueue.finish();
            session.sendReset(this, reason, sendQueue.nextOffset() + sendQueue.queuedBytes());
            if (sendQueue.isDrained()) {
                session.end(this, reason);
            } else {
                session.hasSomethingToSend(this);
            }
        });
    }

    /** A handler of the near end failed: ends the connection, and nothing else. */
    public void failed(Throwable fault) {
        session.failed(this, fault);
    }

    /** Nothing is left to send. */
    void sendEnd() {
        if (brokenOff == null) {
            session.sendFin(this);
        } else {
            session.end(this, brokenOff);
        }
    }

    /** So many delivered bytes have left the relay. */
    public void consumed(long bytes) {
        session.guard(this, () -> {
            if (closed) {
                return;
            }
            session.released(bytes);
            long promised = promisedBytes();
            consumedBytes += bytes;
            session.promised(promisedBytes() - promised);
            grantWindow();
            endIfOver();
        });
    }

    /** An endpoint that is being connected: closed with the connection, and given nothing until it is attached. */
    public void connecting(Endpoint serverEnd) {
        if (closed) {
            serverEnd.reset(ResetReason.PEER_RESET);
            return;
        }
        endpoint = serverEnd;
    }

    /** The server took the connection: from now on its endpoint gets what arrives. */
    public void attach(Endpoint serverEnd) {
        connecting(serverEnd);
        session.guard(this, () -> {
            if (closed) {
                return;
            }
            attached = true;
            session.sendControl(Frame.of(FrameKind.OPENED, id, 0));
            offer(0, ByteBuffer.allocate(0));
            finishIfComplete();
        });
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

    /** The client's end, which is there from the beginning. */
    void beginAt(Endpoint clientEnd) {
        endpoint = clientEnd;
        attached = true;
    }

    void begin(ClassifiedFlow classified) {
        flow = classified;
    }

    boolean isBegun() {
        return flow != null;
    }

    long createdNanos() {
        return createdNanos;
    }

    @Override
    public ClassifiedFlow flow() {
        return Objects.requireNonNull(flow, "not started");
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
        endIfOver();
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
        if (brokenOff != null) {
            return;
        }
        if (frame.sequence() > grantedBytes - frame.length()) {
            session.abort(this, ResetReason.PROTOCOL);
            return;
        }
        offer(frame.sequence(), frame.payload());
        finishIfComplete();
    }

    void receivedFin(long offset) {
        if (!reassembly.finishAt(offset)) {
            session.abort(this, ResetReason.PROTOCOL);
            return;
        }
        finishIfComplete();
    }

    /** The far end broke off after so many bytes: they are delivered before. Nobody hears what the near end says. */
    void receivedReset(ResetReason reason, long offset) {
        unwanted = true;
        if (brokenOff != null || !reassembly.finishAt(offset)) {
            session.end(this, reason);
        } else if (brokenOffThere == null) {
            brokenOffThere = reason;
            session.queued(-sendQueue.queuedBytes());
            sendQueue.discard();
            finSent = true;
            session.watchEnd(this);
            resumeIfPaused();
            endIfOver();
        }
    }

    /** It ends at once, and whatever was not delivered is lost. */
    void receivedReset(ResetReason reason) {
        unwanted = true;
        session.end(this, reason);
    }

    void receivedWindow(long limit) {
        if (sendQueue.raiseLimit(limit)) {
            session.hasSomethingToSend(this);
        }
    }

    /** Whether the peer drops what still is under way to it. */
    boolean isUnwanted() {
        return unwanted;
    }

    void markUnwanted() {
        unwanted = true;
    }

    /** Comes first of all when it ends: from now on it owes nothing. */
    void markClosed() {
        session.queued(-sendQueue.queuedBytes());
        session.promised(-promisedBytes());
        session.released(reassembly.next() - consumedBytes + reassembly.earlyBytes());
        closed = true;
        sendQueue.discard();
        pending.clear();
    }

    /** Closes the near end, by a reset if there is a reason for one. */
    void closeEndpoint(@Nullable ResetReason reason) {
        if (endpoint != null && reason == null) {
            endpoint.closed();
        } else if (endpoint != null) {
            endpoint.reset(Objects.requireNonNull(reason));
        }
    }

    private void offer(long offset, ByteBuffer data) {
        long before = reassembly.earlyBytes();
        for (ByteBuffer inOrder : reassembly.offer(offset, data)) {
            pending.add(inOrder);
            session.held(inOrder.remaining());
        }
        session.held(reassembly.earlyBytes() - before);
        Endpoint end = endpoint;
        while (end != null && attached && !pending.isEmpty() && !closed) {
            end.deliver(pending.remove());
        }
    }

    private void finishIfComplete() {
        Endpoint end = endpoint;
        if (!closed && attached && end != null && isAllDelivered() && !finDelivered) {
            finDelivered = true;
            if (brokenOffThere == null && brokenOff == null) {
                end.finished();
            }
        }
        endIfOver();
    }

    private boolean isAllDelivered() {
        return reassembly.isComplete() && pending.isEmpty();
    }

    // ---- its end

    /** Both directions are through and the near end has everything, or the far end broke off and it has everything. */
    private void endIfOver() {
        if (closed || !isAllDelivered()) {
            return;
        }
        if (brokenOffThere != null) {
            if (endpoint == null || endpoint.heldBytes() == 0) {
                session.end(this, brokenOffThere);
            }
        } else if (finSent && finDelivered) {
            if (consumedBytes == reassembly.next()) {
                session.end(this, null);
            } else {
                session.watchEnd(this);
            }
        }
    }

    /** Ends it if it can, or if it waits for a near end that takes nothing. */
    void checkEnd(EndWatch watch, long nowNanos) {
        endIfOver();
        if (closed) {
            return;
        }
        long held = endpoint == null ? 0 : endpoint.heldBytes();
        watch.note(reassembly.next() + consumedBytes - held, !attached || held > 0, nowNanos);
        if (watch.isStuck(brokenOffThere != null, nowNanos)) {
            session.abort(this, brokenOffThere == null ? ResetReason.PEER_RESET : brokenOffThere);
        }
    }

    /**
     * A window is announced when it has grown by a quarter: often enough to never stall, seldom enough to cost little.
     * It grows fourfold each time, so that only those who carry much are promised much.
     */
    private void grantWindow() {
        if (finDelivered || brokenOff != null) {
            return;
        }
        long promised = promisedBytes();
        long wanted = Math.min(4 * window, session.maxWindowBytes(promised));
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
