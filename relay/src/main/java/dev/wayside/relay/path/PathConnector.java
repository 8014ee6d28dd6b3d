package dev.wayside.relay.path;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.function.Supplier;

import dev.wayside.relay.config.Uplink;
import dev.wayside.relay.loop.RelayLoop;
import dev.wayside.relay.loop.SocketOptions;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.epoll.EpollSocketChannel;

/** The connector to a cloud relay over one interface, up to the end of the handshake. */
@SuppressWarnings("FutureReturnValueIgnored") // Netty reports failures through the channel.
final class PathConnector {

    /** Chosen: a SYN and its retransmission after 1 s (RFC 6298), with half a second for the answer. */
    private static final int CONNECT_TIMEOUT_MILLIS = 1_500;
    /** Chosen: after a blackout TCP tries again within a second, not after up to 120 s. */
    private static final int RTO_MAX_MILLIS = 1_000;

    private final RelayLoop loop;
    private final Supplier<PathSecurity> securities;
    private final Uplink uplink;

    /** A listener to the outcome of one attempt. */
    interface Attempt {

        /** Reports a socket, which is closed in the end in any case. */
        void started(Channel channel);

        /** Reports that the connect failed. */
        void unanswered(Throwable cause);

        /** Reports that a peer answered and the handshake failed. */
        void useless(String cause);

        /** Reports that the peer has proved itself; {@code instance} is a random number of its process. */
        void established(ChannelHandlerContext context, long instance);
    }

    PathConnector(RelayLoop loop, Supplier<PathSecurity> securities, Uplink uplink) {
        this.loop = loop;
        this.securities = securities;
        this.uplink = uplink;
    }

    /** @param segmentBytes announced to the peer, so that it applies in both directions */
    void connect(InetSocketAddress address, PathIdentity identity, int segmentBytes, Attempt attempt) {
        PathSecurity security = securities.get();
        Bootstrap bootstrap = new Bootstrap()
                .group(loop.eventLoop())
                .channel(EpollSocketChannel.class)
                .option(SocketOptions.BIND_TO_DEVICE, SocketOptions.name(uplink.device()))
                .option(
                        SocketOptions.CONGESTION,
                        SocketOptions.name(uplink.congestionControl().orElse("bbr")))
                .option(SocketOptions.RTO_MAX_MILLIS, RTO_MAX_MILLIS)
                .option(SocketOptions.MAX_SEGMENT_BYTES, segmentBytes)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_TIMEOUT_MILLIS)
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        loop.own(channel);
                        attempt.started(channel);
                        if (!isBound(channel)) {
                            // The interface has vanished; over another one it would be a path of another carrier.
                            channel.close();
                            return;
                        }
                        security.protect(channel);
                        channel.pipeline()
                                .addLast(new EdgeHandshake(
                                        security.key(), identity, attempt::useless, attempt::established));
                    }
                });
        bootstrap.connect(address).addListener(done -> {
            if (done.cause() != null) {
                attempt.unanswered(done.cause());
            }
        });
    }

    private boolean isBound(Channel channel) {
        ByteBuffer bound = channel.config().getOption(SocketOptions.BIND_TO_DEVICE);
        return bound != null && bound.equals(SocketOptions.name(uplink.device()));
    }
}
