package dev.wayside.relay.lab;

import java.util.List;
import java.util.function.Consumer;

import dev.wayside.relay.message.FrameFormatException;
import dev.wayside.relay.message.OpenRequest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;

/**
 * A decoder of the first bytes of a carried connection: the addresses of client and server. It keeps the bytes behind
 * them until it is removed.
 */
final class Greeting extends ByteToMessageDecoder {

    /** Length of an {@link OpenRequest} with IPv4 addresses. */
    private static final int BYTES = 13;

    private final Consumer<OpenRequest> reader;
    private boolean read;

    Greeting(Consumer<OpenRequest> reader) {
        this.reader = reader;
    }

    /** The bytes of a greeting with IPv4 addresses, which the lab has. */
    static ByteBuf of(OpenRequest request) {
        return Unpooled.wrappedBuffer(request.toPayload());
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) throws FrameFormatException {
        if (!read && in.readableBytes() >= BYTES) {
            read = true;
            context.channel().config().setAutoRead(false);
            reader.accept(OpenRequest.of(in.readSlice(BYTES).nioBuffer()));
        }
    }
}
