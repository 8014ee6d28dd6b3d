package dev.wayside.relay.net;

import java.nio.ByteBuffer;

import io.netty.channel.ChannelHandlerContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The edge's side of a path's handshake. */
final class EdgeHandshake extends HandshakeHandler {

    private static final Logger LOG = LoggerFactory.getLogger(EdgeHandshake.class);

    private final PathKey key;
    private final PathIdentity identity;
    private final Completion completion;
    private byte[] hello = {};
    private byte[] answer = {};

    /** What follows. */
    @FunctionalInterface
    interface Completion {

        /** The peer has proved itself; {@code instance} is a random number of its process. */
        void complete(ChannelHandlerContext context, long instance);
    }

    EdgeHandshake(PathKey key, PathIdentity identity, Completion completion) {
        this.key = key;
        this.identity = identity;
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

    @Override
    void refused(ChannelHandlerContext context, Throwable cause) {
        LOG.warn(
                "path {} over {}: handshake with {} failed: {}",
                identity.path(),
                identity.carrier(),
                context.channel().remoteAddress(),
                cause.getMessage());
    }
}
