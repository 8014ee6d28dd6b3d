package dev.wayside.relay.net;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

import dev.wayside.relay.config.HostPort;
import dev.wayside.relay.config.Uplink;
import dev.wayside.relay.schedule.Lane;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.epoll.EpollSocketChannel;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Keeps one path open between one interface and one address of the cloud.
 *
 * <p>Without a path it dials, after failures once a second: a cloud that comes back is found at once. A path that has
 * fallen silent is not waited for: after a blackout the kernel's TCP may sleep for up to a second more, so new
 * connections are tried beside it, several a second, and the first that stands takes its place.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Netty tells failures through the channel.
final class PathDialer {

    private static final Logger LOG = LoggerFactory.getLogger(PathDialer.class);

    private static final int CONNECT_TIMEOUT_MILLIS = 1_500;
    private static final int RTO_MAX_MILLIS = 1_000;
    private static final double SILENT_MILLIS = 600;
    private static final double BESIDE_MILLIS = 250;
    private static final double LEAST_PATIENCE_MILLIS = 200;
    private static final double MOST_PATIENCE_MILLIS = 1_000;

    private final EdgePaths paths;
    private final RelayLoop loop;
    private final Supplier<PathSecurity> securities;
    private final Uplink uplink;
    private final Lane lane;
    private final InetSocketAddress cloud;
    private final MissingPath missing;
    private final Path interfaceFile;
    private final Set<Channel> attempts = new HashSet<>();

    private @Nullable PathChannel path;
    private double patienceMillis = LEAST_PATIENCE_MILLIS;
    private long lastDialNanos;
    private boolean stopped;

    PathDialer(
            EdgePaths paths,
            RelayLoop loop,
            Supplier<PathSecurity> securities,
            Uplink uplink,
            Lane lane,
            InetSocketAddress cloud,
            MissingPath missing) {
        this.paths = paths;
        this.loop = loop;
        this.securities = securities;
        this.uplink = uplink;
        this.lane = lane;
        this.cloud = cloud;
        this.missing = missing;
        this.interfaceFile = Path.of("/sys/class/net", uplink.device());
        this.lastDialNanos = loop.now() - 1_000_000_000L;
    }

    /** Dials if it is time to. */
    void check(long nowNanos) {
        if (stopped) {
            return;
        }
        if (!Files.exists(interfaceFile)) {
            failed("interface " + uplink.device() + " is not there: bring it up, or take the uplink out");
            return;
        }
        double sinceDialMillis = (nowNanos - lastDialNanos) / 1e6;
        boolean wanted = path == null && attempts.isEmpty() && sinceDialMillis >= patienceMillis;
        boolean silent = path != null && path.silentMillis() > SILENT_MILLIS && sinceDialMillis >= BESIDE_MILLIS;
        if (wanted || silent) {
            lastDialNanos = nowNanos;
            dial();
        }
    }

    boolean isUp() {
        return path != null;
    }

    boolean isFor(String device, Optional<HostPort> address) {
        return uplink.device().equals(device)
                && address.map(HostPort::address).filter(cloud::equals).isPresent() == address.isPresent();
    }

    /** Whether its paths are as they would be over this uplink. */
    boolean isAlike(Uplink other) {
        return uplink.isAlike(other);
    }

    PathTarget target() {
        return new PathTarget(
                uplink.device(), uplink.carrier(), cloud.getAddress().getHostAddress() + ":" + cloud.getPort(), isUp());
    }

    void stop() {
        stopped = true;
        List.copyOf(attempts).forEach(Channel::close);
        if (path != null) {
            path.channel().close();
        }
    }

    private void dial() {
        PathSecurity security = securities.get();
        PathIdentity identity = paths.nextIdentity(lane, uplink.carrier());
        Bootstrap bootstrap = new Bootstrap()
                .group(loop.eventLoop())
                .channel(EpollSocketChannel.class)
                .option(SocketOptions.BIND_TO_DEVICE, SocketOptions.name(uplink.device()))
                .option(
                        SocketOptions.CONGESTION,
                        SocketOptions.name(uplink.congestionControl().orElse("bbr")))
                .option(SocketOptions.RTO_MAX_MILLIS, RTO_MAX_MILLIS)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_TIMEOUT_MILLIS)
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        loop.own(channel);
                        attempts.add(channel);
                        channel.closeFuture().addListener(closed -> ended(channel));
                        if (!isBound(channel)) {
                            // The interface has gone this moment: over another one it would be another carrier's.
                            channel.close();
                            return;
                        }
                        security.protect(channel);
                        channel.pipeline()
                                .addLast(new EdgeHandshake(
                                        security.key(),
                                        identity,
                                        PathDialer.this::failed,
                                        (context, instance) -> stands(context, identity, instance)));
                    }
                });
        bootstrap.connect(cloud).addListener(done -> {
            if (done.cause() != null) {
                failed(missing.causeOf(done.cause()));
            }
        });
    }

    /** Beside a path that stands it may fail. */
    private void failed(String cause) {
        if (path == null && !stopped) {
            missing.because(cause);
        }
    }

    private boolean isBound(Channel channel) {
        ByteBuffer bound = channel.config().getOption(SocketOptions.BIND_TO_DEVICE);
        return bound != null && bound.equals(SocketOptions.name(uplink.device()));
    }

    private void stands(ChannelHandlerContext context, PathIdentity identity, long instance) {
        Channel channel = context.channel();
        attempts.remove(channel);
        PathChannel old = path;
        path = paths.opened(channel, identity, instance);
        context.pipeline().replace(context.handler(), "path", path);
        patienceMillis = LEAST_PATIENCE_MILLIS;
        missing.ends();
        told(identity.path())
                .log("path {} stands: {} ({}) to {}", identity.path(), uplink.device(), uplink.carrier(), cloud);
        if (old != null) {
            old.channel().close();
        }
        List.copyOf(attempts).forEach(Channel::close);
    }

    private LoggingEventBuilder told(int number) {
        return LOG.atInfo()
                .addKeyValue("path", number)
                .addKeyValue("device", uplink.device())
                .addKeyValue("carrier", uplink.carrier());
    }

    private void ended(Channel channel) {
        boolean tried = attempts.remove(channel);
        if (path != null && path.channel() == channel) {
            told(path.id()).log("path {} is gone: {} ({}) to {}", path.id(), uplink.device(), uplink.carrier(), cloud);
            path = null;
            lastDialNanos = loop.now();
        } else if (tried && path == null) {
            patienceMillis = Math.min(MOST_PATIENCE_MILLIS, 2 * patienceMillis);
            lastDialNanos = loop.now();
        }
    }
}
