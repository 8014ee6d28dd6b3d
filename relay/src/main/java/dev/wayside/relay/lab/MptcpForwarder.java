package dev.wayside.relay.lab;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import dev.wayside.relay.config.ConfigException;
import dev.wayside.relay.config.Handling;
import dev.wayside.relay.config.Interception;
import dev.wayside.relay.config.InterceptionRule;
import dev.wayside.relay.message.OpenRequest;
import dev.wayside.relay.routing.TransparentRouting;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;

/**
 * A baseline, edge and cloud: connections are intercepted by the same rules as those of the relays, and each is carried
 * on a connection of its own, whose first bytes are the addresses of client and server. It runs under {@code mptcpize},
 * which makes all sockets here MPTCP; with clients and servers that lack MPTCP they fall back to TCP.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Netty tells failures through the channel.
final class MptcpForwarder {

    /** The line it prints when it is ready. */
    static final String READY = "forwarding";

    /** Chosen: any port; the forwarder is alone in its namespace. */
    private static final int PORT = 7_000;

    /** Chosen: the default of net.core.somaxconn since Linux 5.4. */
    private static final int BACKLOG = 4_096;

    private final EventLoop loop = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory()).next();

    private MptcpForwarder() {}

    /** Arguments: {@code edge} and the cloud's address, or {@code cloud}. */
    public static void main(String... arguments) throws IOException, ConfigException, InterruptedException {
        MptcpForwarder forwarder = new MptcpForwarder();
        if (arguments[0].equals("edge")) {
            forwarder.intercept(new InetSocketAddress(arguments[1], PORT));
        } else {
            forwarder.acceptCarried();
        }
        System.out.println(READY);
    }

    private void intercept(InetSocketAddress cloud) throws IOException, ConfigException, InterruptedException {
        Interception all = new Interception(
                LabNetwork.LAN,
                Optional.empty(),
                List.of(new InterceptionRule(Handling.STREAM, Optional.empty(), List.of(), List.of(), List.of())),
                Optional.empty());
        TransparentRouting.edge(all);
        listener(client -> carry(client, cloud))
                .option(EpollChannelOption.IP_TRANSPARENT, true)
                .bind(all.acceptPort())
                .sync();
    }

    private void carry(Channel client, InetSocketAddress cloud) {
        OpenRequest request =
                new OpenRequest((InetSocketAddress) client.remoteAddress(), (InetSocketAddress) client.localAddress());
        ChannelFuture connecting = connector().connect(cloud);
        connecting.addListener(done -> {
            if (done.isSuccess()) {
                connecting.channel().write(Greeting.of(request));
            }
            Splice.join(client, connecting);
        });
    }

    private void acceptCarried() throws IOException, ConfigException, InterruptedException {
        TransparentRouting.cloud(LabNetwork.LAN, Optional.empty());
        listener(carried -> {
                    carried.pipeline().addLast(new Greeting(request -> connect(carried, request)));
                    carried.config().setAutoRead(true);
                })
                .bind(PORT)
                .sync();
    }

    private void connect(Channel carried, OpenRequest request) {
        ChannelFuture connecting = connector()
                .option(EpollChannelOption.IP_TRANSPARENT, true)
                .option(EpollChannelOption.IP_BIND_ADDRESS_NO_PORT, true)
                .option(ChannelOption.SO_REUSEADDR, true)
                .connect(request.server(), request.client());
        connecting.addListener(done -> Splice.join(carried, connecting));
    }

    private ServerBootstrap listener(Consumer<Channel> accepted) {
        return new ServerBootstrap()
                .group(loop)
                .channel(EpollServerSocketChannel.class)
                .option(ChannelOption.SO_REUSEADDR, true)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .childOption(ChannelOption.AUTO_READ, false)
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        accepted.accept(channel);
                    }
                });
    }

    private Bootstrap connector() {
        return new Bootstrap()
                .group(loop)
                .channel(EpollSocketChannel.class)
                .option(ChannelOption.AUTO_READ, false)
                .option(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(new ChannelInboundHandlerAdapter());
    }
}
