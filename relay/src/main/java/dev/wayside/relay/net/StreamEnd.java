package dev.wayside.relay.net;

import java.io.IOException;
import java.nio.ByteBuffer;

import dev.wayside.relay.message.ResetReason;
import dev.wayside.relay.session.Connection;
import dev.wayside.relay.session.Endpoint;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A client's or a server's TCP connection: its half-closes and resets go to the other end as they happen. */
@SuppressWarnings("FutureReturnValueIgnored") // Netty tells failures through the channel.
final class StreamEnd extends ChannelInboundHandlerAdapter implements Endpoint {

    private static final Logger LOG = LoggerFactory.getLogger(StreamEnd.class);

    private final RelayLoop loop;
    private final Channel channel;
    private @Nullable Connection connection;
    private boolean inputDone;
    private boolean outputDone;

    StreamEnd(RelayLoop loop, Channel channel) {
        this.loop = loop;
        this.channel = channel;
    }

    void bind(Connection carried) {
        connection = carried;
    }

    // ---- from the session

    @Override
    public void opened() {
        // The client was answered when it connected; see ARCHITECTURE.md on why.
    }

    @Override
    public void deliver(ByteBuffer data) {
        int length = data.remaining();
        channel.write(Unpooled.wrappedBuffer(data)).addListener(written -> {
            if (connection != null) {
                connection.consumed(length);
            }
        });
        loop.flushLater(channel);
    }

    @Override
    public void finished() {
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(written -> {
            outputDone = true;
            if (inputDone) {
                channel.close();
            } else {
                ((DuplexChannel) channel).shutdownOutput();
            }
        });
    }

    @Override
    public void reset(ResetReason reason) {
        inputDone = true;
        outputDone = true;
        if (channel.isOpen() && holdsWhatItDelivered()) {
            // A reset would take away from the end what it has not got yet.
            channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        } else if (channel.isOpen()) {
            // A linger of zero makes the close a reset, so that the end sees what happened.
            channel.config().setOption(ChannelOption.SO_LINGER, 0);
            channel.close();
        }
    }

    private boolean holdsWhatItDelivered() {
        return channel.unsafe().outboundBuffer().totalPendingWriteBytes() > 0
                || (channel instanceof EpollSocketChannel socket
                        && socket.tcpInfo().unacked() > 0);
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
            if (connection != null) {
                connection.write(ByteBuffer.wrap(copy));
                if (!connection.takesMore()) {
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
            if (outputDone) {
                channel.close();
            }
        }
        super.userEventTriggered(context, event);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (connection != null && !(inputDone && outputDone)) {
            connection.reset(ResetReason.PEER_RESET);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (!(cause instanceof IOException)) {
            LOG.error("connection of {} ends by a fault of the relay", channel.remoteAddress(), cause);
        }
        if (connection != null) {
            connection.reset(ResetReason.PEER_RESET);
        }
        context.close();
    }
}
