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
 * The handshake that opens a path: both sides prove that they have the key before anything else is read or sent. A
 * message is a length in two bytes and a body:
 *
 * <pre>
 *   edge  -> cloud   "WSR" 1, nonce, identity
 *   cloud -> edge    nonce, instance
 *   edge  -> cloud   proof of the edge
 *   cloud -> edge    proof of the cloud
 * </pre>
 *
 * Anything else ends the connection without an answer.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Netty reports failures through the channel.
abstract class HandshakeHandler extends ByteToMessageDecoder {

    static final byte[] MAGIC = {'W', 'S', 'R', 1};

    /** Chosen: above the longest message, a hello with a carrier of 64 bytes. */
    private static final int MAX_BYTES = 256;
    /** Chosen: four messages take two round trips, with time for two retransmissions. */
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

    /** Starts; the connection is established. */
    abstract void begin(ChannelHandlerContext context);

    /** Handles the next message; true if the handshake is complete, false if more messages follow. */
    abstract boolean next(ChannelHandlerContext context, byte[] message) throws RefusedException;

    /** Replaces this handler, as the handshake is complete. */
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

    /** The report to the operator about bytes that are not a message of a relay. */
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

    /** Reports the cause to the operator, not to the peer. */
    abstract void refused(ChannelHandlerContext context, Throwable cause);

    /** The report to the operator about a peer that does not complete the handshake. */
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
