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

/** Connects to a cloud relay over one interface, up to the end of the handshake. */
@SuppressWarnings("FutureReturnValueIgnored") // Netty tells failures through the channel.
final class PathConnector {

    private static final int CONNECT_TIMEOUT_MILLIS = 1_500;
    private static final int RTO_MAX_MILLIS = 1_000;

    private final RelayLoop loop;
    private final Supplier<PathSecurity> securities;
    private final Uplink uplink;

    /** What becomes of one attempt. */
    interface Attempt {

        /** There is a socket; it is closed in the end, whatever comes. */
        void started(Channel channel);

        /** Nobody could be connected to. */
        void unanswered(Throwable cause);

        /** Somebody answered, and the handshake failed. */
        void useless(String cause);

        /** The peer has proved itself; {@code instance} is a random number of its process. */
        void established(ChannelHandlerContext context, long instance);
    }

    PathConnector(RelayLoop loop, Supplier<PathSecurity> securities, Uplink uplink) {
        this.loop = loop;
        this.securities = securities;
        this.uplink = uplink;
    }

    /** @param segmentBytes which the peer hears of, too, so that it holds in both directions */
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
                            // The interface has gone this moment: over another one it would be another carrier's.
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
