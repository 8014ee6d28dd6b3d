package dev.wayside.relay.stream;

import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

import dev.wayside.relay.loop.RelayLoop;
import dev.wayside.relay.loop.SocketOptions;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.unix.Errors.NativeIoException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A probe of the route to a server that has not answered. An ICMP error about a SYN from a client's address may find no
 * way back to the cloud relay; an error about a datagram from its own address does.
 *
 * <p>Only "network unreachable" counts: other errors about a datagram need not apply to TCP.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Netty reports failures through the channel.
final class RouteProbe {

    private static final Logger LOG = LoggerFactory.getLogger(RouteProbe.class);

    /** Chosen: most servers have answered by then, so few are probed, and a client hears within half a second. */
    private static final int PROBE_AFTER_MILLIS = 200;
    /**
     * Routers limit how often they answer (RFC 1812, section 4.3.2.8): probes are sent as often as TCP sends its SYN.
     */
    private static final int[] SENT_AT_MILLIS = {0, 1_000, 3_000};

    /** Chosen: two seconds for the answer to the last probe. */
    private static final int MAX_MILLIS = 5_000;
    /** The first port of traceroute, where nothing listens. */
    private static final int PORT = 33_434;

    private static final int ENETUNREACH = -101;

    private final RelayLoop loop;

    RouteProbe(RelayLoop loop) {
        this.loop = loop;
    }

    /** Runs the action if a router reports that there is no route, while the server has not answered. */
    void watch(ChannelFuture connecting, InetSocketAddress server, Runnable unreachable) {
        later(PROBE_AFTER_MILLIS, connecting, () -> ask(connecting, server, unreachable));
    }

    private void later(int millis, ChannelFuture connecting, Runnable action) {
        loop.eventLoop()
                .schedule(
                        () -> {
                            if (!connecting.isDone()) {
                                action.run();
                            }
                        },
                        millis,
                        TimeUnit.MILLISECONDS);
    }

    private void ask(ChannelFuture connecting, InetSocketAddress server, Runnable unreachable) {
        ChannelFuture asking = new Bootstrap()
                .group(loop.eventLoop())
                .channel(EpollDatagramChannel.class)
                .option(SocketOptions.RECEIVE_ERRORS, 1)
                .handler(new ChannelInboundHandlerAdapter() {
                    @Override
                    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
                        if (!connecting.isDone()) {
                            judge(server, cause, unreachable);
                        }
                    }
                })
                .connect(new InetSocketAddress(server.getAddress(), PORT));
        asking.addListener(done -> {
            if (done.isSuccess()) {
                begin(asking.channel(), connecting);
            } else {
                judge(server, done.cause(), unreachable);
            }
        });
    }

    private void begin(Channel channel, ChannelFuture connecting) {
        loop.own(channel);
        connecting.addListener(done -> channel.close());
        loop.eventLoop().schedule(() -> channel.close(), MAX_MILLIS, TimeUnit.MILLISECONDS);
        for (int millis : SENT_AT_MILLIS) {
            later(millis, connecting, () -> channel.writeAndFlush(Unpooled.wrappedBuffer(new byte[1])));
        }
    }

    private static void judge(InetSocketAddress server, Throwable cause, Runnable unreachable) {
        if (cause instanceof NativeIoException failure && failure.expectedErr() == ENETUNREACH) {
            unreachable.run();
        } else {
            LOG.debug("a probe of the route to {} was answered by: {}", server, String.valueOf(cause));
        }
    }
}
