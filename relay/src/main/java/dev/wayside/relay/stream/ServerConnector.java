package dev.wayside.relay.stream;

import java.net.BindException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;

import dev.wayside.relay.loop.ConnectFailure;
import dev.wayside.relay.loop.RelayLoop;
import dev.wayside.relay.message.OpenRequest;
import dev.wayside.relay.message.ResetReason;
import dev.wayside.relay.session.Acceptor;
import dev.wayside.relay.session.Connection;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollSocketChannel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The connector to servers, from the client's own address and port if the relay is transparent. */
@SuppressWarnings("FutureReturnValueIgnored") // Netty reports failures through the channel.
public final class ServerConnector implements Acceptor {

    private static final Logger LOG = LoggerFactory.getLogger(ServerConnector.class);
    /** Chosen: a SYN and its retransmissions after 1, 3 and 7 s (RFC 6298), and time for the last answer. */
    private static final int CONNECT_TIMEOUT_MILLIS = 15_000;

    private static final int EADDRNOTAVAIL = -99;

    private final RelayLoop loop;
    private final boolean transparent;
    private final RouteProbe probe;

    public ServerConnector(RelayLoop loop, boolean transparent) {
        this.loop = loop;
        this.transparent = transparent;
        this.probe = new RouteProbe(loop);
    }

    @Override
    public void connect(Connection connection, OpenRequest request) {
        connect(connection, request, request.client());
    }

    private void connect(Connection connection, OpenRequest request, InetSocketAddress from) {
        Bootstrap bootstrap = new Bootstrap()
                .group(loop.eventLoop())
                .channel(EpollSocketChannel.class)
                .option(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .option(ChannelOption.AUTO_READ, false)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_TIMEOUT_MILLIS)
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        loop.own(channel);
                        KeepAlive.watch(channel);
                        StreamEnd end = new StreamEnd(loop, channel);
                        channel.pipeline().addLast(end);
                        connection.connecting(end);
                    }
                });
        ChannelFuture connecting = transparent
                ? bootstrap
                        .option(EpollChannelOption.IP_TRANSPARENT, true)
                        .option(EpollChannelOption.IP_BIND_ADDRESS_NO_PORT, true)
                        .option(ChannelOption.SO_REUSEADDR, true)
                        .connect(request.server(), from)
                : bootstrap.connect(request.server());
        probe.watch(connecting, request.server(), () -> {
            connecting.channel().close();
            LOG.info("{} cannot be connected to {}: there is no route to it", request.client(), request.server());
            connection.reset(ResetReason.UNREACHABLE);
        });
        connecting.addListener(done -> {
            try {
                connected(connecting, connection, request, from);
            } catch (RuntimeException | Error fault) {
                connection.failed(fault);
            }
        });
    }

    private void connected(
            ChannelFuture connecting, Connection connection, OpenRequest request, InetSocketAddress from) {
        Throwable failure = connecting.cause();
        if (connection.isClosed()) {
            // It ended meanwhile, and this channel with it.
            connecting.channel().close();
        } else if (failure == null) {
            Channel channel = connecting.channel();
            StreamEnd end = channel.pipeline().get(StreamEnd.class);
            end.bind(connection);
            connection.attach(end);
            end.reportEarly();
            channel.config().setAutoRead(true);
        } else if (isAddressTaken(failure) && from.getPort() != 0) {
            // A connection of this client's port to the same server has not ended here: its address at least is kept.
            connect(connection, request, new InetSocketAddress(from.getAddress(), 0));
        } else {
            LOG.info("{} cannot be connected to {}: {}", request.client(), request.server(), reason(failure));
            connection.reset(ConnectFailure.isRefused(failure) ? ResetReason.REFUSED : ResetReason.UNREACHABLE);
        }
    }

    /** A server that resets while it is being connected leaves a closed channel, whose failure has no message. */
    private static String reason(Throwable failure) {
        return failure instanceof ClosedChannelException
                ? "the server broke off at once"
                : String.valueOf(failure.getMessage());
    }

    /**
     * True if the address is in use. As the port is chosen late, only connect reports it, and Netty only prints the
     * number.
     */
    private static boolean isAddressTaken(Throwable failure) {
        return failure instanceof BindException
                || (failure instanceof ConnectException
                        && String.valueOf(failure.getMessage()).contains("error(" + EADDRNOTAVAIL + ")"));
    }
}
