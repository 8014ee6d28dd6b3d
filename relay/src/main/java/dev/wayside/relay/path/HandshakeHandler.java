package dev.wayside.relay.path;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.DecoderException;
import io.netty.util.concurrent.ScheduledFuture;
import org.jspecify.annotations.Nullable;

/**
 * Opens a path: both sides prove that they have the key before anything else is read or sent. Messages are a length in
 * two bytes and a body:
 *
 * <pre>
 *   edge  -> cloud   "WSR" 1, nonce, identity
 *   cloud -> edge    nonce, instance
 *   edge  -> cloud   proof of the edge
 *   cloud -> edge    proof of the cloud
 * </pre>
 *
 * Whatever does not fit ends the connection without an answer.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Netty tells failures through the channel.
abstract class HandshakeHandler extends ByteToMessageDecoder {

    static final byte[] MAGIC = {'W', 'S', 'R', 1};

    private static final int MAX_BYTES = 256;
    private static final long TIMEOUT_SECONDS = 5;

    private @Nullable ScheduledFuture<?> timeout;

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        timeout = context.executor().schedule(() -> giveUp(context), TIMEOUT_SECONDS, TimeUnit.SECONDS);
        if (context.channel().isActive()) {
            begin(context);
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        begin(context);
        context.fireChannelActive();
    }

    /** The connection stands. */
    abstract void begin(ChannelHandlerContext context);

    /** The next message; true if the handshake is complete, false if more is to come; throws if it is refused. */
    abstract boolean next(ChannelHandlerContext context, byte[] message) throws RefusedException;

    /** Takes this handler's place. */
    abstract void complete(ChannelHandlerContext context);

    static final class RefusedException extends Exception {

        RefusedException(String message) {
            super(message);
        }
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) throws Exception {
        if (in.readableBytes() < 2) {
            return;
        }
        int length = in.getUnsignedShort(in.readerIndex());
        if (length > MAX_BYTES) {
            throw new RefusedException(strange(in));
        }
        if (in.readableBytes() < 2 + length) {
            return;
        }
        in.skipBytes(2);
        byte[] message = new byte[length];
        in.readBytes(message);
        if (next(context, message)) {
            complete(context);
        }
    }

    /** What the operator is told of bytes that are no message of a relay. */
    abstract String strange(ByteBuf bytes);

    @Override
    protected void handlerRemoved0(ChannelHandlerContext context) {
        if (timeout != null) {
            timeout.cancel(false);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) throws Exception {
        if (timeout != null) {
            timeout.cancel(false);
        }
        super.channelInactive(context);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
        Throwable within = failure instanceof DecoderException ? failure.getCause() : null;
        refused(context, within == null ? failure : within);
        context.close();
    }

    private void giveUp(ChannelHandlerContext context) {
        refused(context, new RefusedException(late(TIMEOUT_SECONDS)));
        context.close();
    }

    /** Says why, to the operator and not to the peer. */
    abstract void refused(ChannelHandlerContext context, Throwable cause);

    /** What the operator is told of a peer that says too little. */
    abstract String late(long seconds);

    static void send(ChannelHandlerContext context, byte[]... parts) {
        ByteBuf body = Unpooled.wrappedBuffer(parts);
        ByteBuf length = Unpooled.copyShort(body.readableBytes());
        context.writeAndFlush(Unpooled.wrappedBuffer(length, body));
    }

    static byte[] join(byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        ByteBuffer joined = ByteBuffer.allocate(length);
        for (byte[] part : parts) {
            joined.put(part);
        }
        return joined.array();
    }
}
