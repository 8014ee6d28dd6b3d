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
 * Reads what a carried connection begins with, who wants to be connected to whom, and keeps what follows until it is
 * removed.
 */
final class Greeting extends ByteToMessageDecoder {

    private static final int BYTES = 13;

    private final Consumer<OpenRequest> reader;
    private boolean read;

    Greeting(Consumer<OpenRequest> reader) {
        this.reader = reader;
    }

    /** Its bytes; of IPv4 addresses, as the lab's are. */
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
