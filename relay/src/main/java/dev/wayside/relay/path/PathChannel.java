package dev.wayside.relay.path;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

import dev.wayside.relay.loop.RelayLoop;
import dev.wayside.relay.loop.SocketOptions;
import dev.wayside.relay.loop.TcpInfo;
import dev.wayside.relay.message.Frame;
import dev.wayside.relay.message.FrameCodec;
import dev.wayside.relay.message.FrameFormatException;
import dev.wayside.relay.message.FrameKind;
import dev.wayside.relay.schedule.Lane;
import dev.wayside.relay.session.PathLink;
import dev.wayside.relay.session.Session;
import dev.wayside.relay.session.estimate.PathMeasurement;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.DecoderException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One path on a TCP connection (under TLS if configured).
 *
 * <p>Decisions are made late: the kernel takes no more unsent bytes than 20 ms of the path ({@code TCP_NOTSENT_LOWAT}),
 * and as much again may wait in the relay.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Netty tells failures through the channel.
final class PathChannel extends ByteToMessageDecoder implements PathLink {

    private static final Logger LOG = LoggerFactory.getLogger(PathChannel.class);

    private static final int MIN_QUEUE_BYTES = 16 << 10;
    private static final int MAX_QUEUE_BYTES = 256 << 10;
    private static final double QUEUE_SECONDS = 0.02;
    private static final double LOSS_SMOOTHING = 0.1;
    /** The interval of probes while data is under way: within it silence is no news. */
    private static final long ASK_NANOS = 200_000_000;

    private final RelayLoop loop;
    private final Session session;
    private final Channel channel;
    private final PathIdentity identity;
    private final ByteBuffer info = ByteBuffer.allocateDirect(SocketOptions.TCP_INFO_BYTES);
    private final long openedNanos;
    private int queueBytes = 64 << 10;
    private int lowWaterBytes;
    private double loss;
    private long sent;
    private long retransmitted;
    private long receivedNanos;
    private long askedNanos;
    private boolean broken;

    PathChannel(RelayLoop loop, Session session, Channel channel, PathIdentity identity) {
        this.loop = loop;
        this.session = session;
        this.channel = channel;
        this.identity = identity;
        this.receivedNanos = loop.now();
        this.askedNanos = receivedNanos;
        this.openedNanos = receivedNanos;
    }

    Channel channel() {
        return channel;
    }

    /** Becomes a path of the session, until the connection ends, whatever ends it. */
    void join() {
        session.addPath(this, loop.now());
        channel.closeFuture().addListener(closed -> session.removePath(this, loop.now()));
    }

    /** How long nothing has arrived on it although it was asked; an idle path is seldom asked. */
    double silentMillis() {
        return askedNanos > receivedNanos ? (loop.now() - Math.max(receivedNanos, askedNanos - ASK_NANOS)) / 1e6 : 0;
    }

    /** When something last arrived on it, other than a question of the peer. */
    long receivedNanos() {
        return receivedNanos;
    }

    /** How long it has been open. */
    double ageMillis() {
        return (loop.now() - openedNanos) / 1e6;
    }

    /** What the kernel knows of it. */
    TcpInfo tcp() {
        return TcpInfo.of(tcpInfo());
    }

    /** Discounts a time in which the relay itself was stalled. */
    void discountPause(long nanos) {
        receivedNanos = Math.min(loop.now(), receivedNanos + nanos);
        askedNanos = Math.min(loop.now(), askedNanos + nanos);
    }

    // ---- for the session

    @Override
    public int id() {
        return identity.path();
    }

    @Override
    public String carrier() {
        return identity.carrier();
    }

    @Override
    public Lane lane() {
        return identity.lane();
    }

    @Override
    public long roomBytes() {
        return channel.isOpen() && !broken ? Math.max(0, queueBytes - waitingBytes()) : 0;
    }

    private long waitingBytes() {
        ChannelOutboundBuffer pending = channel.unsafe().outboundBuffer();
        return pending == null ? 0 : pending.totalPendingWriteBytes();
    }

    @Override
    public void send(Frame frame) {
        if (broken) {
            return;
        }
        boolean isQuestion = frame.kind() == FrameKind.PROBE || frame.kind().isCounted();
        if (isQuestion && askedNanos <= receivedNanos) {
            askedNanos = loop.now();
        }
        try {
            ByteBuf bytes = channel.alloc().directBuffer(frame.wireBytes());
            FrameCodec.encode(frame, bytes);
            channel.write(bytes);
            loop.flushLater(channel);
        } catch (RuntimeException | Error fault) {
            breakOff(fault);
        }
    }

    /** A frame is missing: the two ends would count differently, so nothing may follow it. */
    private void breakOff(Throwable fault) {
        broken = true;
        LOG.error("path {} over {} ends by a fault of the relay", id(), carrier(), fault);
        // The session is in the middle of something with all its paths.
        loop.later(now -> channel.close());
    }

    @Override
    public PathMeasurement measure() {
        if (!channel.isOpen()) {
            return new PathMeasurement(0, 0, 0, 0, true, loss, 0, 0, 0, 0, 0);
        }
        TcpInfo tcp = tcp();
        double bps = tcp.deliveryRateBytesPerSecond() * 8.0;
        updateLoss(tcp);
        updateQueue(bps);
        return new PathMeasurement(
                tcp.rttMicros() / 1e3,
                tcp.minRttMicros() / 1e3,
                tcp.rttVarMicros() / 1e3,
                bps,
                tcp.appLimited(),
                loss,
                tcp.timeouts(),
                tcp.congestionWindow() * tcp.segmentBytes(),
                tcp.bytesUnsent() + waitingBytes(),
                tcp.bytesAcknowledged(),
                tcp.segmentsDelivered());
    }

    private ByteBuffer tcpInfo() {
        ByteBuffer read = channel.config().getOption(SocketOptions.INFO);
        return read == null ? info : read;
    }

    private void updateLoss(TcpInfo tcp) {
        long newlySent = tcp.bytesSent() - sent;
        if (newlySent > 0) {
            double share = Math.min(1, (tcp.bytesRetransmitted() - retransmitted) / (double) newlySent);
            loss += LOSS_SMOOTHING * (share - loss);
            sent = tcp.bytesSent();
            retransmitted = tcp.bytesRetransmitted();
        }
    }

    /** Follows the path's rate by halves and doubles. */
    private void updateQueue(double bps) {
        double wanted = Math.max(MIN_QUEUE_BYTES, Math.min(MAX_QUEUE_BYTES, bps / 8 * QUEUE_SECONDS));
        if (lowWaterBytes == 0 || wanted > 1.5 * queueBytes || wanted < queueBytes / 1.5) {
            queueBytes = lowWaterBytes == 0 ? queueBytes : (int) wanted;
            lowWaterBytes = queueBytes;
            channel.config().setOption(EpollChannelOption.TCP_NOTSENT_LOWAT, (long) lowWaterBytes);
        }
    }

    // ---- for the channel

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) throws FrameFormatException {
        long now = loop.now();
        boolean heard = false;
        for (Optional<Frame> frame = FrameCodec.decode(in); frame.isPresent(); frame = FrameCodec.decode(in)) {
            heard |= frame.get().kind() != FrameKind.PROBE;
            session.received(this, frame.get(), now);
        }
        // A question of the peer does not say that it hears this side; part of a long frame comes when it does.
        if (heard || in.isReadable()) {
            receivedNanos = now;
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        loop.wake();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
        Throwable cause =
                failure instanceof DecoderException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof IOException || cause instanceof FrameFormatException) {
            LOG.warn("path {} over {} ends: {}", id(), carrier(), cause.getMessage());
        } else {
            LOG.error("path {} over {} ends by a fault of the relay", id(), carrier(), cause);
        }
        context.close();
    }
}
