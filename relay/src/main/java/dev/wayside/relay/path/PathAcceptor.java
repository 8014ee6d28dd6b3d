package dev.wayside.relay.path;

import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

import dev.wayside.relay.loop.RelayLoop;
import dev.wayside.relay.loop.SocketOptions;
import dev.wayside.relay.message.ResetReason;
import dev.wayside.relay.reload.ReloadReport;
import dev.wayside.relay.session.Session;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.epoll.EpollServerSocketChannel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** The acceptor of edges' paths. All paths of an edge process belong to one session. */
@SuppressWarnings("FutureReturnValueIgnored") // Netty reports failures through the channel.
public final class PathAcceptor {

    private static final Logger LOG = LoggerFactory.getLogger(PathAcceptor.class);

    /** CUBIC treats any loss as congestion, see docs/relay-figures.md. */
    private static final String DEFAULT_CONGESTION_CONTROL = "bbr";
    /** Chosen: more vehicles than one process serves; bounds the memory of sessions. */
    private static final int MAX_EDGES = 1_024;
    /** Chosen: after a blackout TCP tries again within a second, not after up to 120 s. */
    private static final int RTO_MAX_MILLIS = 1_000;
    /** Chosen: nothing depends on when exactly an edge is forgotten. */
    private static final int CHECK_MILLIS = 1_000;
    /** The time after which an edge without a path is forgotten. Chosen: longer than a tunnel without coverage. */
    public static final long FORGET_NANOS = 90_000_000_000L;

    private final RelayLoop loop;
    private PathSecurity security;
    private String congestionControl;
    private final BiFunction<PathIdentity, Channel, Session> sessions;
    private final Map<Long, Peer> peers = new HashMap<>();
    private final long instance = new SecureRandom().nextLong();
    private final Refusals refusals;
    private final Strangers strangers;

    private static final class Peer {
        private final Session session;
        private int paths;
        private long pathlessNanos;

        Peer(Session session) {
            this.session = session;
        }
    }

    public PathAcceptor(
            RelayLoop loop,
            PathSecurity security,
            Optional<String> congestionControl,
            BiFunction<PathIdentity, Channel, Session> sessions) {
        this.loop = loop;
        this.security = security;
        this.congestionControl = congestionControl.orElse(DEFAULT_CONGESTION_CONTROL);
        this.sessions = sessions;
        this.refusals = new Refusals(loop);
        this.strangers = new Strangers(refusals);
        loop.every(CHECK_MILLIS, this::forgetPathless);
    }

    /** On the relay's loop; paths that are up stay as they are. */
    public void reload(PathSecurity next, Optional<String> nextCongestionControl, ReloadReport.Lines lines) {
        if (!security.fingerprint().equals(next.fingerprint())) {
            lines.applied("authentication: new paths need a key or certificate read now; paths that are up stay");
        }
        security = next;
        congestionControl = nextCongestionControl.orElse(DEFAULT_CONGESTION_CONTROL);
    }

    ChannelFuture listen(InetSocketAddress address) {
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(loop.eventLoop())
                .channel(EpollServerSocketChannel.class)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(SocketOptions.RTO_MAX_MILLIS, RTO_MAX_MILLIS)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.config().setOption(SocketOptions.CONGESTION, SocketOptions.name(congestionControl));
                        greet(channel);
                    }
                });
        ChannelFuture listening = bootstrap.bind(address);
        loop.own(listening.channel());
        return listening;
    }

    public List<Session> sessions() {
        return peers.values().stream().map(peer -> peer.session).toList();
    }

    public void stop() {
        List.copyOf(peers.values()).forEach(peer -> peer.session.resetAll(ResetReason.RELAY_STOPPED, loop.now()));
    }

    private void greet(Channel channel) {
        loop.own(channel);
        strangers.admit(channel);
        security.protect(channel);
        channel.pipeline()
                .addLast(new CloudHandshake(security.acceptedKeys(), instance, refusals, (context, identity) -> {
                    strangers.forget(context.channel());
                    established(context, identity);
                }));
    }

    private void established(ChannelHandlerContext context, PathIdentity identity) {
        if (peers.size() >= MAX_EDGES && !peers.containsKey(identity.edge())) {
            LOG.warn("refused an edge: there are {} already", peers.size());
            context.close();
            return;
        }
        Peer peer = peers.computeIfAbsent(identity.edge(), edge -> {
            Session session = sessions.apply(identity, context.channel());
            loop.add(session);
            return new Peer(session);
        });
        Channel channel = context.channel();
        PathChannel path = new PathChannel(loop, peer.session, channel, identity);
        peer.paths++;
        channel.closeFuture().addListener(closed -> {
            peer.paths--;
            peer.pathlessNanos = loop.now();
            logged(identity)
                    .log("path {} ({}) from {} closed", identity.path(), identity.carrier(), channel.remoteAddress());
        });
        path.join();
        context.pipeline().replace(context.handler(), "path", path);
        logged(identity)
                .log("path {} ({}) from {} established", identity.path(), identity.carrier(), channel.remoteAddress());
    }

    private static LoggingEventBuilder logged(PathIdentity identity) {
        return LOG.atInfo().addKeyValue("path", identity.path()).addKeyValue("carrier", identity.carrier());
    }

    private void forgetPathless(long nowNanos) {
        peers.values().removeIf(peer -> {
            boolean isLost = peer.paths == 0 && nowNanos - peer.pathlessNanos > FORGET_NANOS;
            if (isLost) {
                peer.session.abandonAll(ResetReason.PATHS_LOST);
                loop.remove(peer.session);
            }
            return isLost;
        });
    }
}
