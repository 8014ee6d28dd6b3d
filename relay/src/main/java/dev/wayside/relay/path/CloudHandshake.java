package dev.wayside.relay.path;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.NotSslRecordException;
import org.jspecify.annotations.Nullable;

/** The cloud's side of a path's handshake. A peer without the key learns only that something listens. */
final class CloudHandshake extends HandshakeHandler {

    private final List<PathKey> keys;
    private final long instance;
    private final Refusals refusals;
    private final Completion completion;
    private byte[] hello = {};
    private byte[] answer = {};
    private @Nullable PathIdentity identity;

    /** The step after the handshake. */
    @FunctionalInterface
    interface Completion {

        /** The edge has proved itself. */
        void complete(ChannelHandlerContext context, PathIdentity identity);
    }

    CloudHandshake(List<PathKey> keys, long instance, Refusals refusals, Completion completion) {
        this.keys = keys;
        this.instance = instance;
        this.refusals = refusals;
        this.completion = completion;
    }

    @Override
    void begin(ChannelHandlerContext context) {
        // The edge speaks first.
    }

    @Override
    boolean next(ChannelHandlerContext context, byte[] message) throws RefusedException {
        if (hello.length == 0) {
            identity = identity(message)
                    .orElseThrow(() -> new RefusedException(
                            "it is not an edge relay of this version: install the same version on both sides"));
            hello = message;
            answer = join(
                    PathKey.nonce(),
                    ByteBuffer.allocate(Long.BYTES).putLong(instance).array());
            send(context, answer);
            return false;
        }
        // Proves itself with the edge's own key, which need not be the newest while keys change.
        PathKey key = keys.stream()
                .filter(accepted -> accepted.proves(message, "edge", hello, answer))
                .findFirst()
                .orElseThrow(() -> new RefusedException(
                        "it is an edge relay with another key: copy the same keyFile to both sides"));
        send(context, key.proof("cloud", hello, answer));
        return true;
    }

    @Override
    String strange(ByteBuf bytes) {
        return StrangeAnswer.isTls(bytes)
                ? "it speaks TLS, this relay does not: set authentication.tls on both relays or on neither"
                : "it is not an edge relay; first bytes: " + StrangeAnswer.firstBytes(bytes);
    }

    @Override
    String late(long seconds) {
        return "it did not prove within " + seconds + " s that it has the key";
    }

    private static Optional<PathIdentity> identity(byte[] message) {
        int start = MAGIC.length + PathKey.NONCE_BYTES;
        boolean isHello = message.length > start && Arrays.equals(message, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
        return isHello ? PathIdentity.of(ByteBuffer.wrap(message, start, message.length - start)) : Optional.empty();
    }

    @Override
    void complete(ChannelHandlerContext context) {
        if (identity != null) {
            completion.complete(context, identity);
        }
    }

    @Override
    void refused(ChannelHandlerContext context, Throwable cause) {
        String why = cause instanceof NotSslRecordException
                ? "it does not speak TLS, this relay does: set authentication.tls on both relays or on neither"
                : cause.getMessage();
        refusals.log(context.channel().remoteAddress(), why);
    }
}
