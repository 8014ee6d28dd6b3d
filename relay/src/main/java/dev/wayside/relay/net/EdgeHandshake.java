package dev.wayside.relay.net;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;

import io.netty.channel.ChannelHandlerContext;

/** The edge's side of a path's handshake. */
final class EdgeHandshake extends HandshakeHandler {

    private static final String CLOSED = "the cloud relay closed the connection during the handshake: have both relays"
            + " the same key, or certificates the other trusts?";

    private final PathKey key;
    private final PathIdentity identity;
    private final Consumer<String> failure;
    private final Completion completion;
    private byte[] hello = {};
    private byte[] answer = {};
    private boolean failed;

    /** What follows. */
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
                throw new RefusedException("not a cloud relay");
            }
            answer = message;
            send(context, key.proof("edge", hello, answer));
            return false;
        }
        if (!key.proves(message, "cloud", hello, answer)) {
            throw new RefusedException("the cloud relay has another key");
        }
        return true;
    }

    @Override
    void complete(ChannelHandlerContext context) {
        completion.complete(context, ByteBuffer.wrap(answer).getLong(PathKey.NONCE_BYTES));
    }

    /** Whoever is refused gets no answer, so that the end is all there is to judge by. */
    @Override
    public void channelInactive(ChannelHandlerContext context) throws Exception {
        if (hello.length > 0) {
            fail(CLOSED);
        }
        super.channelInactive(context);
    }

    @Override
    void refused(ChannelHandlerContext context, Throwable cause) {
        boolean isClosed = cause instanceof IOException && !(cause instanceof SSLException);
        fail(isClosed ? CLOSED : "the handshake with the cloud relay failed: " + cause.getMessage());
    }

    /** What fails is closed, and that is no cause of its own. */
    private void fail(String cause) {
        if (!failed) {
            failed = true;
            failure.accept(cause);
        }
    }
}
