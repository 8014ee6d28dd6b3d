package dev.wayside.relay.session;

import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.OptionalLong;

import dev.wayside.relay.message.Frame;
import dev.wayside.relay.message.FrameKind;
import dev.wayside.relay.message.ResetReason;
import dev.wayside.relay.schedule.Packet;
import dev.wayside.relay.session.flow.ClassifiedFlow;
import dev.wayside.relay.session.stream.MemoryBudget;
import dev.wayside.relay.session.stream.ReceiveBuffer;
import dev.wayside.relay.session.stream.RecentBytes;
import dev.wayside.relay.session.stream.SendQueue;
import org.jspecify.annotations.Nullable;

/** One client's connection in this relay: both directions, and the near end. Belongs to the session's thread. */
public final class Connection implements Sender {

    private final ConnectionHost host;
    private final SessionSettings settings;
    private final MemoryBudget memory;
    private final int id;
    private final SendQueue sendQueue;
    private final RecentBytes recent = new RecentBytes();
    private final ReceiveBuffer receiveBuffer;
    private final NearEnd nearEnd = new NearEnd();

    private @Nullable ClassifiedFlow flow;
    private @Nullable ResetReason nearReset;
    private @Nullable ResetReason farReset;
    private boolean unwanted;
    private boolean finSent;
    private boolean finDelivered;
    private boolean closed;
    private boolean waiting;
    private boolean paused;

    Connection(ConnectionHost host, SessionSettings settings, MemoryBudget memory, int id) {
        this.host = host;
        this.settings = settings;
        this.memory = memory;
        this.id = id;
        this.sendQueue = new SendQueue(settings.initialWindowBytes());
        this.receiveBuffer = new ReceiveBuffer(memory);
    }

    // ---- the near end's calls: a fault in one of them ends this connection and nothing else

    /** Accepts bytes from the near end, which no longer writes to them; ignored once they are not wanted. */
    public void write(ByteBuffer data) {
        host.guard(this, () -> {
            if (closed || sendQueue.isFinished()) {
                return;
            }
            flow().activity().passed(sendQueue.queuedBytes() > 0, host.nowNanos());
            flow().activity().offeredStream(data);
            sendQueue.add(data);
            memory.queued(data.remaining());
            paused = !acceptsMore();
            host.readyToSend(this);
        });
    }

    /** True if the near end may go on reading; otherwise {@link Endpoint#resume} follows. */
    public boolean acceptsMore() {
        return sendQueue.queuedBytes() < memory.maxQueueBytes();
    }

    /** Ends what the near end sends. */
    public void finish() {
        host.guard(this, () -> {
            if (!closed && !sendQueue.isFinished()) {
                sendQueue.finish();
                host.readyToSend(this);
            }
        });
    }

    /**
     * Ends a connection whose near end broke off, or could not be connected. The peer learns at once, so that it sends
     * nothing more, and how many bytes are still to come: what the near end sent before is delivered.
     */
    public void reset(ResetReason reason) {
        host.guard(this, () -> {
            if (closed || nearReset != null) {
                return;
            }
            nearReset = reason;
            sendQueue.finish();
            long bytes = sendQueue.nextOffset() + sendQueue.queuedBytes();
            host.sendControl(ResetFrame.after(bytes, id, reason));
            if (sendQueue.isDrained()) {
                host.end(this, reason);
            } else {
                host.readyToSend(this);
            }
        });
    }

    /** Ends this connection, and nothing else, because a handler of its near end failed. */
    public void failed(Throwable fault) {
        host.failed(this, fault);
    }

    /** Notes delivered bytes that have left the relay. */
    public void consumed(long bytes) {
        host.guard(this, () -> {
            if (closed) {
                return;
            }
            receiveBuffer.consumed(bytes);
            grantWindow();
            endIfOver();
        });
    }

    /** Sets the endpoint that is being connected: closed with the connection, and given nothing until attached. */
    public void connecting(Endpoint serverEnd) {
        if (closed) {
            serverEnd.reset(ResetReason.PEER_RESET);
            return;
        }
        nearEnd.connecting(serverEnd);
    }

    /** Sets the endpoint of a server that accepted: from now on it gets what arrives. */
    public void attach(Endpoint serverEnd) {
        connecting(serverEnd);
        host.guard(this, () -> {
            if (closed) {
                return;
            }
            nearEnd.attach();
            host.sendControl(Frame.of(FrameKind.OPENED, id, 0));
            nearEnd.deliver(receiveBuffer);
            finishIfComplete();
        });
    }

    /** Id of the connection, the same at both relays. */
    public int id() {
        return id;
    }

    /** True once it has ended. */
    public boolean isClosed() {
        return closed;
    }

    // ---- the session's calls

    /** Sets the client's end, which is there from the beginning. */
    void beginAt(Endpoint clientEnd) {
        nearEnd.connecting(clientEnd);
        nearEnd.attach();
    }

    void begin(ClassifiedFlow classified) {
        flow = classified;
    }

    boolean isBegun() {
        return flow != null;
    }

    // ---- sending

    @Override
    public ClassifiedFlow flow() {
        return Objects.requireNonNull(flow, "not started");
    }

    @Override
    public long waitingBytes() {
        return sendQueue.queuedBytes();
    }

    /** True if there are bytes within the window, or the end, to send. */
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

    @Override
    public boolean sendEndIfDrained() {
        if (!sendQueue.isDrained()) {
            return false;
        }
        if (nearReset == null) {
            host.sendControlNow(Frame.of(FrameKind.FIN, id, sendQueue.nextOffset()));
            finSent = true;
            endIfOver();
        } else {
            host.end(this, nearReset);
        }
        return true;
    }

    @Override
    public Packet nextPacket(double worth, long nowNanos) {
        long queued = sendQueue.queuedBytes();
        boolean isTail = sendQueue.isFinished() || queued < settings.tailBytes();
        return new Packet(
                queued,
                isTail ? OptionalLong.of(queued) : OptionalLong.empty(),
                queued <= SessionSettings.MIN_SEGMENT_BYTES && recent.isQuiet(nowNanos),
                worth);
    }

    @Override
    public Segment dequeue(int maxBytes, long nowNanos) {
        Frame data = new Frame(FrameKind.DATA, id, sendQueue.nextOffset(), sendQueue.poll(maxBytes));
        memory.queued(-data.length());
        recent.sent(data.length(), nowNanos);
        return new Segment(data, this);
    }

    @Override
    public void resumeSource() {
        if (paused && acceptsMore()) {
            paused = false;
            nearEnd.resume();
        }
    }

    @Override
    public String description() {
        return "connection " + id
                + (isBegun()
                        ? " of " + flow().ends().client() + " to "
                                + flow().ends().server()
                        : "");
    }

    @Override
    public void endByFault() {
        host.abort(this, ResetReason.RELAY_FAULT);
    }

    // ---- receiving

    /** Accepts a frame of the peer. */
    void received(Frame frame) {
        switch (frame.kind()) {
            case OPENED -> nearEnd.opened();
            case DATA -> receivedData(frame);
            case FIN -> receivedFin(frame.sequence());
            case RESET -> receivedReset(frame);
            case WINDOW -> receivedWindow(frame.sequence());
            default -> throw new IllegalStateException("not of a connection: " + frame);
        }
    }

    private void receivedData(Frame frame) {
        if (nearReset != null) {
            return;
        }
        if (!receiveBuffer.isGranted(frame.sequence(), frame.length())) {
            host.abort(this, ResetReason.PROTOCOL);
            return;
        }
        receiveBuffer.accept(frame.sequence(), frame.payload());
        nearEnd.deliver(receiveBuffer);
        finishIfComplete();
    }

    private void receivedFin(long offset) {
        if (!receiveBuffer.finishAt(offset)) {
            host.abort(this, ResetReason.PROTOCOL);
            return;
        }
        finishIfComplete();
    }

    private void receivedReset(Frame frame) {
        ResetFrame reset = ResetFrame.of(frame);
        if (reset.isAtOnce()) {
            receivedReset(reset.reason());
        } else {
            receivedReset(reset.reason(), reset.afterBytes().orElseThrow());
        }
    }

    /** Ends after the bytes that the far end sent before it broke off. Nobody receives what the near end sends. */
    private void receivedReset(ResetReason reason, long offset) {
        unwanted = true;
        if (nearReset != null || !receiveBuffer.finishAt(offset)) {
            host.end(this, reason);
        } else if (farReset == null) {
            farReset = reason;
            memory.queued(-sendQueue.queuedBytes());
            sendQueue.discard();
            finSent = true;
            host.watchEnd(this);
            resumeSource();
            endIfOver();
        }
    }

    /** Ends at once; bytes that were not delivered are lost. */
    void receivedReset(ResetReason reason) {
        unwanted = true;
        host.end(this, reason);
    }

    private void receivedWindow(long limit) {
        if (sendQueue.raiseLimit(limit)) {
            host.readyToSend(this);
        }
    }

    private void finishIfComplete() {
        if (!closed && nearEnd.isAttached() && receiveBuffer.isDelivered() && !finDelivered) {
            finDelivered = true;
            if (farReset == null && nearReset == null) {
                nearEnd.finished();
            }
        }
        endIfOver();
    }

    private void grantWindow() {
        if (!finDelivered && nearReset == null) {
            receiveBuffer.grow().ifPresent(limit -> host.sendControl(Frame.of(FrameKind.WINDOW, id, limit)));
        }
    }

    // ---- its end

    /** True if the peer drops what is still under way to it. */
    boolean isUnwanted() {
        return unwanted;
    }

    void markUnwanted() {
        unwanted = true;
    }

    /** Returns all memory; the first step of its end. */
    void markClosed() {
        memory.queued(-sendQueue.queuedBytes());
        receiveBuffer.close();
        closed = true;
        sendQueue.discard();
    }

    /** Closes the near end, by a reset if there is a reason for one. */
    void closeEndpoint(@Nullable ResetReason reason) {
        nearEnd.close(reason);
    }

    /** Ends when the near end has everything, and both directions are finished or the far end broke off. */
    private void endIfOver() {
        if (closed || !receiveBuffer.isDelivered()) {
            return;
        }
        if (farReset != null) {
            if (nearEnd.heldBytes() == 0) {
                host.end(this, farReset);
            }
        } else if (finSent && finDelivered) {
            if (receiveBuffer.isConsumed()) {
                host.end(this, null);
            } else {
                host.watchEnd(this);
            }
        }
    }

    /** Ends if it can, or if its near end makes no progress. */
    void checkEnd(EndWatch watch, long nowNanos) {
        endIfOver();
        if (closed) {
            return;
        }
        long held = nearEnd.heldBytes();
        watch.note(receiveBuffer.progress() - held, !nearEnd.isAttached() || held > 0, nowNanos);
        if (watch.isStuck(farReset != null, nowNanos)) {
            host.abort(this, farReset == null ? ResetReason.PEER_RESET : farReset);
        }
    }
}
