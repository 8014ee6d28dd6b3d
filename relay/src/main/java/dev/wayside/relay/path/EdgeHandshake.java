package dev.wayside.relay.path;

import java.nio.ByteBuffer;
import java.util.function.Consumer;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;

/** The edge's side of a path's handshake. */
final class EdgeHandshake extends HandshakeHandler {

    private final PathKey key;
    private final PathIdentity identity;
    private final Consumer<String> failure;
    private final Completion completion;
    private byte[] hello = {};
    private byte[] answer = {};
    private boolean failed;

    /** The step after the handshake. */
    @FunctionalInterface
    interface Completion {

        /** The peer has proved itself; {@code instance} is a random number of its process. */
        void complete(ChannelHandlerContext context, long instance);
    }

    EdgeHandshake(PathKey key, PathIdentity identity, Consumer<String> failure, Completion completion) {
        this.key = key;
        this.identity = identity;
        this.failure = failure;
        this.completion = completion;
    }

    @Override
    void begin(ChannelHandlerContext context) {
        if (hello.length == 0) {
            hello = join(MAGIC, PathKey.nonce(), identity.toBytes());
            send(context, hello);
        }
    }

    @Override
    boolean next(ChannelHandlerContext context, byte[] message) throws RefusedException {
        if (answer.length == 0) {
            if (message.length != PathKey.NONCE_BYTES + Long.BYTES) {
                throw new RefusedException(
                        "answers, but not as a cloud relay of this version: install the same version on both sides");
            }
            answer = message;
            send(context, key.proof("edge", hello, answer));
            return false;
        }
        if (!key.proves(message, "cloud", hello, answer)) {
            throw new RefusedException("is a cloud relay with another key: copy the same keyFile to both sides");
        }
        return true;
    }

    @Override
    void complete(ChannelHandlerContext context) {
        completion.complete(context, ByteBuffer.wrap(answer).getLong(PathKey.NONCE_BYTES));
    }

    /** A refused edge gets no answer; the closed connection is the only evidence. */
    @Override
    public void channelInactive(ChannelHandlerContext context) throws Exception {
        if (hello.length > 0) {
            fail(HandshakeFault.closed(context.channel().remoteAddress()));
        }
        super.channelInactive(context);
    }

    @Override
    void refused(ChannelHandlerContext context, Throwable cause) {
        fail(HandshakeFault.of(context.channel().remoteAddress(), cause));
    }

    @Override
    String strange(ByteBuf bytes) {
        return StrangeAnswer.isTls(bytes)
                ? "answers with TLS: set authentication.tls on both relays or on neither; or does another service listen there?"
                : "answers with something that is not a Wayside relay: a captive portal or another service? first bytes: "
                        + StrangeAnswer.firstBytes(bytes);
    }

    @Override
    String late(long seconds) {
        return "accepts connections, but did not complete the handshake within " + seconds
                + " s: is it a cloud relay, and does it hang or lose packets on the way?";
    }

    /** A failure closes the connection, which must not count as a second cause. */
    private void fail(String cause) {
        if (!failed) {
            failed = true;
            failure.accept(cause);
        }
    }
}
