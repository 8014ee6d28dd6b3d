package dev.wayside.relay.stream;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;

import dev.wayside.relay.loop.RelayLoop;
import dev.wayside.relay.message.OpenRequest;
import dev.wayside.relay.session.Session;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollServerSocketChannel;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The listener for connections that nftables hands over (TPROXY). The local address of an accepted connection is the
 * server that the client wants. While nothing listens, the kernel finds no socket, and the rules pass or refuse
 * connections.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Netty reports failures through the channel.
public final class StreamInterceptor {

    private static final Logger LOG = LoggerFactory.getLogger(StreamInterceptor.class);
    /** The default of net.core.somaxconn since Linux 5.4. */
    private static final int BACKLOG = 4_096;

    private final RelayLoop loop;
    private final Session session;
    private final InetSocketAddress address;
    private final int maxConnections;
    private @Nullable Channel listener;

    public StreamInterceptor(RelayLoop loop, Session session, InetSocketAddress address, int maxConnections) {
        this.loop = loop;
        this.session = session;
        this.address = address;
        this.maxConnections = maxConnections;
    }

    public boolean isListening() {
        return listener != null;
    }

    public ChannelFuture listen() {
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(loop.eventLoop())
                .channel(EpollServerSocketChannel.class)
                .option(EpollChannelOption.IP_TRANSPARENT, true)
                .option(ChannelOption.SO_REUSEADDR, true)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        accept(channel);
                    }
                });
        ChannelFuture listening = bootstrap.bind(address);
        listener = listening.channel();
        loop.own(listener);
        return listening;
    }

    /** Lets new connections pass by; those under way continue. */
    public void stop() {
        if (listener != null) {
            listener.close();
            listener = null;
        }
    }

    private void accept(Channel channel) {
        InetSocketAddress client = (InetSocketAddress) channel.remoteAddress();
        InetSocketAddress server = (InetSocketAddress) channel.localAddress();
        if (isRelayItself(channel.parent(), server)) {
            refuse(channel, "the relay itself");
            return;
        }
        if (session.connectionCount() >= maxConnections) {
            refuse(channel, "too many connections");
            return;
        }
        loop.own(channel);
        KeepAlive.watch(channel);
        StreamEnd end = new StreamEnd(loop, channel);
        end.bind(session.open(new OpenRequest(client, server), end, loop.now()));
        channel.pipeline().addLast(end);
    }

    /** True for the relay's own port at an address of this machine; other servers may use the same port. */
    private static boolean isRelayItself(Channel listener, InetSocketAddress server) {
        int port = ((InetSocketAddress) listener.localAddress()).getPort();
        return server.getPort() == port && isOfThisMachine(server.getAddress());
    }

    private static boolean isOfThisMachine(InetAddress address) {
        try {
            return address.isLoopbackAddress()
                    || address.isAnyLocalAddress()
                    || NetworkInterface.getByInetAddress(address) != null;
        } catch (SocketException e) {
            // A connection to the relay itself would be a loop.
            return true;
        }
    }

    private static void refuse(Channel channel, String why) {
        LOG.warn("refused {} to {}: {}", channel.remoteAddress(), channel.localAddress(), why);
        channel.config().setOption(ChannelOption.SO_LINGER, 0);
        channel.close();
    }
}
