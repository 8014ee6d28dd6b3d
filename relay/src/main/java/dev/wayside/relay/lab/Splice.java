package dev.wayside.relay.lab;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;

/** A handler that passes bytes, end and reset of one connection on to another, with back pressure. */
@SuppressWarnings("FutureReturnValueIgnored") // Netty tells failures through the channel.
final class Splice extends ChannelInboundHandlerAdapter {

    private final Channel other;
    private boolean inputDone;

    private Splice(Channel other) {
        this.other = other;
    }

    /** Joins two connections. If the second one failed, the first is reset. */
    static void join(Channel one, ChannelFuture made) {
        if (!made.isSuccess()) {
            System.err.println(made.cause());
            reset(one);
            return;
        }
        Channel other = made.channel();
        one.pipeline().addLast(new Splice(other));
        other.pipeline().addLast(new Splice(one));
        Greeting greeting = one.pipeline().get(Greeting.class);
        if (greeting != null) {
            one.pipeline().remove(greeting);
        }
        other.flush();
        one.config().setAutoRead(true);
        other.config().setAutoRead(true);
        if (!one.isActive()) {
            reset(other);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        other.write(message);
        if (!other.isWritable()) {
            context.channel().config().setAutoRead(false);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        other.flush();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (context.channel().isWritable()) {
            other.config().setAutoRead(true);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
        if (event instanceof ChannelInputShutdownEvent) {
            inputDone = true;
            other.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(written -> {
                Splice back = other.pipeline().get(Splice.class);
                if (back != null && back.inputDone) {
                    other.close();
                    context.close();
                } else {
                    ((DuplexChannel) other).shutdownOutput();
                }
            });
        }
        super.userEventTriggered(context, event);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (!inputDone) {
            reset(other);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        reset(other);
        context.close();
    }

    /** A linger of zero makes the close a reset. */
    private static void reset(Channel channel) {
        if (channel.isOpen()) {
            channel.config().setOption(ChannelOption.SO_LINGER, 0);
            channel.close();
        }
    }
}
