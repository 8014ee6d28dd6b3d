package dev.wayside.relay.stream;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.NotYetConnectedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

import dev.wayside.relay.loop.RelayLoop;
import dev.wayside.relay.loop.SocketOptions;
import dev.wayside.relay.loop.TcpInfo;
import dev.wayside.relay.message.ResetReason;
import dev.wayside.relay.session.Connection;
import dev.wayside.relay.session.Endpoint;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import org.jspecify.annotations.Nullable;

/**
 * The TCP connection of a client or a server. Its half-closes and resets go to the other end as they happen. Until the
 * session closes it, it counts the bytes not yet written: a channel whose output is shut down does not report them.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Netty reports failures through the channel.
final class StreamEnd extends ChannelInboundHandlerAdapter implements Endpoint {

    /** The delay in which a reset after a half-close is noticed. Chosen: two system calls a second are cheap. */
    private static final long CHECK_MILLIS = 500;

    private final RelayLoop loop;
    private final Channel channel;
    private @Nullable Connection connection;
    /** Bytes of a server that ended before the connector learned that it accepted. */
    private final List<ByteBuffer> early = new ArrayList<>();

    private long waitingBytes;
    private boolean inputDone;
    private boolean outputDone;

    StreamEnd(RelayLoop loop, Channel channel) {
        this.loop = loop;
        this.channel = channel;
    }

    void bind(Connection carried) {
        connection = carried;
    }

    /**
     * Passes on what the channel reported before it was bound: the kernel may report an end together with the
     * beginning.
     */
    void reportEarly() {
        Connection carried = Objects.requireNonNull(connection, "not bound");
        early.forEach(carried::write);
        early.clear();
        if (inputDone) {
            carried.finish();
        }
        if (!channel.isActive()) {
            carried.reset(ResetReason.PEER_RESET);
        }
    }

    // ---- from the session

    @Override
    public void opened() {
        // The client was answered when it connected; see ARCHITECTURE.md on why.
    }

    @Override
    public void deliver(ByteBuffer data) {
        int length = data.remaining();
        waitingBytes += length;
        channel.write(Unpooled.wrappedBuffer(data)).addListener(written -> guard(() -> left(length)));
        loop.flushLater(channel);
    }

    private void left(int bytes) {
        waitingBytes -= bytes;
        if (connection != null) {
            connection.consumed(bytes);
        }
    }

    @Override
    public void finished() {
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER)
                .addListener(written -> guard(() -> {
                    if (written.isSuccess()) {
                        outputDone = true;
                        ((DuplexChannel) channel).shutdownOutput();
                        checkLater();
                    }
                }));
    }

    @Override
    public long heldBytes() {
        if (!channel.isActive()) {
            return 0;
        }
        ByteBuffer read = channel.config().getOption(SocketOptions.INFO);
        if (read == null) {
            return waitingBytes;
        }
        TcpInfo tcp = TcpInfo.of(read);
        return waitingBytes + tcp.bytesUnsent() + tcp.segmentsUnacknowledged();
    }

    @Override
    public void closed() {
        channel.close();
    }

    @Override
    public void reset(ResetReason reason) {
        if (!channel.isOpen()) {
            return;
        }
        try {
            // A linger of zero makes the close a reset, so that the end sees what happened.
            channel.config().setOption(ChannelOption.SO_LINGER, 0);
        } finally {
            channel.close();
        }
    }

    /** Ends this connection after a fault of a listener, which Netty would only log. */
    private void guard(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException | Error fault) {
            failed(fault);
        }
    }

    private void failed(Throwable fault) {
        if (connection == null) {
            loop.ended("connection of " + channel.remoteAddress(), fault);
        } else {
            connection.failed(fault);
        }
        channel.close();
    }

    @Override
    public void resume() {
        if (!inputDone) {
            channel.config().setAutoRead(true);
        }
    }

    // ---- from the channel

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        try {
            byte[] copy = new byte[bytes.readableBytes()];
            bytes.readBytes(copy);
            if (connection == null) {
                early.add(ByteBuffer.wrap(copy));
            } else {
                connection.write(ByteBuffer.wrap(copy));
                if (!connection.acceptsMore()) {
                    channel.config().setAutoRead(false);
                }
            }
        } finally {
            bytes.release();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
        if (event instanceof ChannelInputShutdownEvent) {
            inputDone = true;
            if (connection != null) {
                connection.finish();
            }
            checkLater();
        }
        super.userEventTriggered(context, event);
    }

    private void checkLater() {
        loop.eventLoop().schedule(() -> guard(this::checkReset), CHECK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Checks a half-closed connection for a reset, which Netty does not always report while nothing is written. */
    private void checkReset() {
        if (!channel.isActive() || (inputDone && outputDone)) {
            return;
        }
        ByteBuffer read = channel.config().getOption(SocketOptions.INFO);
        // Bytes before a reset may wait in the kernel while the other end accepts no more.
        if (read == null || !channel.config().isAutoRead() || !TcpInfo.isClosed(read)) {
            checkLater();
            return;
        }
        if (connection != null) {
            connection.reset(ResetReason.PEER_RESET);
        }
        channel.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (connection != null && !(inputDone && outputDone)) {
            connection.reset(ResetReason.PEER_RESET);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        // A server that resets while it is being connected: the kernel has no connection to read from.
        boolean isNetworkFailure = cause instanceof IOException || cause instanceof NotYetConnectedException;
        if (!isNetworkFailure) {
            failed(cause);
            return;
        }
        if (connection != null) {
            connection.reset(ResetReason.PEER_RESET);
        }
        context.close();
    }
}
