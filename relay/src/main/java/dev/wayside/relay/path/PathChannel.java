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
 * <p>Decisions are made late: the kernel accepts at most 20 ms of unsent bytes ({@code TCP_NOTSENT_LOWAT}), and the
 * same amount may wait in the relay.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Netty reports failures through the channel.
final class PathChannel extends ByteToMessageDecoder implements PathLink {

    private static final Logger LOG = LoggerFactory.getLogger(PathChannel.class);

    /** Chosen: a dozen segments, so that a slow path is never short of data. */
    private static final int MIN_QUEUE_BYTES = 16 << 10;
    /** Chosen: 20 ms of 100 Mbit/s, which bounds the memory of a fast path. */
    private static final int MAX_QUEUE_BYTES = 256 << 10;
    /** Chosen: below the shortest round trips of cellular networks, so that a late decision costs no throughput. */
    private static final double QUEUE_SECONDS = 0.02;
    /** Chosen: a mean over about ten measurements. */
    private static final double LOSS_SMOOTHING = 0.1;
    /** The interval of probes while data is under way; a shorter silence means nothing. */
    private static final long PROBE_NANOS = 200_000_000;

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

    /** Adds itself to the session until the connection ends. */
    void join() {
        session.addPath(this, loop.now());
        channel.closeFuture().addListener(closed -> session.removePath(this, loop.now()));
    }

    /** The time since anything arrived although a probe or data asked for an answer; an idle path is seldom asked. */
    double silentMillis() {
        return askedNanos > receivedNanos ? (loop.now() - Math.max(receivedNanos, askedNanos - PROBE_NANOS)) / 1e6 : 0;
    }

    /** The time when anything but a probe of the peer last arrived. */
    long receivedNanos() {
        return receivedNanos;
    }

    /** The time since it was opened. */
    double ageMillis() {
        return (loop.now() - openedNanos) / 1e6;
    }

    /** The kernel's state of its connection. */
    TcpInfo tcp() {
        return TcpInfo.of(tcpInfo());
    }

    /** Discounts a pause of the relay itself. */
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

    /** Closes the path after a lost frame: both ends would count differently, so nothing may follow. */
    private void breakOff(Throwable fault) {
        broken = true;
        LOG.error("path {} over {} ends by a fault of the relay", id(), carrier(), fault);
        // Later: the session is iterating over its paths.
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

    /** Follows the path's rate in steps of a half. */
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
        // A probe of the peer does not show that it hears this side; part of a long frame does.
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
