package dev.wayside.relay.path;

import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

import dev.wayside.relay.config.HostPort;
import dev.wayside.relay.config.Uplink;
import dev.wayside.relay.history.Backoff;
import dev.wayside.relay.loop.RelayLoop;
import dev.wayside.relay.schedule.Lane;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.util.AttributeKey;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Keeps one path open between one interface and one address of the cloud.
 *
 * <p>Without a path it dials, where nobody answers once a second: a carrier that comes back is found at once. Where
 * somebody answers who is of no use, or paths break as soon as they are open, it waits longer each time. A path that
 * has fallen silent is not waited for: after a blackout the kernel's TCP may sleep for up to a second more, so new
 * connections are tried beside it, and the first that is established takes its place.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Netty tells failures through the channel.
final class PathDialer {

    private static final Logger LOG = LoggerFactory.getLogger(PathDialer.class);

    private static final AttributeKey<Boolean> DROPPED = AttributeKey.valueOf(PathDialer.class, "dropped");

    private static final double SILENT_MILLIS = 600;
    /** Beside a silent path: a tenth of how long it has been silent, so that no outage lasts 10 % longer (chosen). */
    private static final double MIN_BESIDE_MILLIS = 250;

    private static final double MAX_BESIDE_MILLIS = 1_000;
    private static final double SILENCE_SHARE = 0.1;
    /** Chosen: nobody answers, which costs a packet, and a carrier may return at any moment. */
    private static final double MIN_UNANSWERED_MILLIS = 200;

    private static final double MAX_UNANSWERED_MILLIS = 1_000;
    /** Chosen: somebody answers, so the carrier works, and what is wrong takes a person to fix. */
    private static final double MIN_USELESS_MILLIS = 250;

    private static final double MAX_USELESS_MILLIS = 5_000;
    /** Chosen: a path that lived for so long was worth opening. */
    private static final double LASTING_MILLIS = 5_000;

    private final EdgePaths paths;
    private final RelayLoop loop;
    private final PathConnector connector;
    private final Uplink uplink;
    private final Lane lane;
    private final HostPort cloud;
    private final CloudTarget target;
    private final Path interfaceFile;
    private final Set<Channel> attempts = new HashSet<>();
    private final Backoff unanswered;
    private final Backoff useless;

    private @Nullable PathChannel path;
    private int segmentBytes;
    private long lastDialNanos;
    private boolean standsBy;
    private boolean stopped;

    PathDialer(
            EdgePaths paths,
            RelayLoop loop,
            Supplier<PathSecurity> securities,
            Uplink uplink,
            Lane lane,
            CloudTarget target) {
        this.paths = paths;
        this.loop = loop;
        this.connector = new PathConnector(loop, securities, uplink);
        this.uplink = uplink;
        this.lane = lane;
        this.cloud = target.cloud();
        this.target = target;
        this.interfaceFile = Path.of("/sys/class/net", uplink.device());
        this.lastDialNanos = loop.now() - 1_000_000_000L;
        this.unanswered = backoff(MIN_UNANSWERED_MILLIS, MAX_UNANSWERED_MILLIS);
        this.useless = backoff(MIN_USELESS_MILLIS, MAX_USELESS_MILLIS);
    }

    private Backoff backoff(double minMillis, double maxMillis) {
        return new Backoff(
                minMillis,
                maxMillis,
                loop.now(),
                () -> ThreadLocalRandom.current().nextDouble());
    }

    /** Dials if it is time to. */
    void check(long nowNanos) {
        if (stopped) {
            return;
        }
        if (!Files.exists(interfaceFile)) {
            failed("interface " + uplink.device() + " does not exist: bring it up (ip link shows those there are), or"
                    + " remove the uplink");
            return;
        }
        target.addresses().check(nowNanos);
        target.size().check(nowNanos);
        judgePath();
        if (isDue(nowNanos)) {
            target.addresses().current().ifPresent(address -> {
                lastDialNanos = nowNanos;
                dial(address);
            });
        }
    }

    private boolean isDue(long nowNanos) {
        double sinceDialMillis = (nowNanos - lastDialNanos) / 1e6;
        if (!useless.isOver(nowNanos) && !(standsBy && paths.isCloudLost() && sinceDialMillis >= MAX_BESIDE_MILLIS)) {
            return false;
        }
        if (path == null) {
            return attempts.isEmpty() && unanswered.isOver(nowNanos);
        }
        double besideMillis =
                Math.max(MIN_BESIDE_MILLIS, Math.min(MAX_BESIDE_MILLIS, SILENCE_SHARE * path.silentMillis()));
        return path.silentMillis() > SILENT_MILLIS && sinceDialMillis >= besideMillis;
    }

    private void judgePath() {
        if (path == null) {
            return;
        }
        if (target.size().losesWhatIsSent(path, segmentBytes)) {
            path.channel().close();
        } else if (path.ageMillis() >= LASTING_MILLIS) {
            useless.succeeded();
            target.size().works(path);
        }
    }

    boolean isUp() {
        return path != null;
    }

    boolean isFor(String device, Optional<HostPort> address) {
        return uplink.device().equals(device) && address.map(cloud::equals).orElse(true);
    }

    Lane lane() {
        return lane;
    }

    /** Whether its paths are as they would be over this uplink. */
    boolean isAlike(Uplink other) {
        return uplink.isAlike(other);
    }

    PathTarget target() {
        return new PathTarget(
                uplink.device(),
                uplink.carrier(),
                cloud.toString(),
                isUp(),
                target.missing().problem());
    }

    /** What failed before says nothing of what comes now. */
    void dialSoon() {
        useless.succeeded();
        unanswered.succeeded();
    }

    void stop() {
        stopped = true;
        dropAttempts();
        if (path != null) {
            path.channel().close();
        }
    }

    /** They are not needed any more: that they end says nothing of the cloud. */
    private void dropAttempts() {
        for (Channel attempt : List.copyOf(attempts)) {
            attempt.attr(DROPPED).set(true);
            attempt.close();
        }
    }

    private void dial(InetSocketAddress address) {
        PathIdentity identity = paths.nextIdentity(lane, uplink.carrier());
        int attempted = target.size().segmentBytes();
        PathConnector.Attempt attempt = new PathConnector.Attempt() {
            private @Nullable Channel started;

            private boolean isDropped() {
                return started != null && started.hasAttr(DROPPED);
            }

            @Override
            public void started(Channel channel) {
                started = channel;
                attempts.add(channel);
                channel.closeFuture().addListener(closed -> ended(channel));
            }

            @Override
            public void unanswered(Throwable cause) {
                if (!isDropped()) {
                    unanswered.failed(loop.now());
                    target.addresses().failed();
                    paths.dialFailed(uplink.carrier(), address, cause);
                    failed(target.missing().causeOf(address, cause));
                }
            }

            @Override
            public void useless(String cause) {
                if (!isDropped()) {
                    useless.failed(loop.now());
                    target.addresses().failed();
                    failed(cause);
                }
            }

            @Override
            public void established(ChannelHandlerContext context, long instance) {
                PathDialer.this.established(context, identity, instance, address, attempted);
            }
        };
        connector.connect(address, identity, attempted, attempt);
    }

    /** Beside a path that is open it may fail. */
    private void failed(String cause) {
        if (path == null && !stopped) {
            target.missing().because(cause);
        }
    }

    private void established(
            ChannelHandlerContext context,
            PathIdentity identity,
            long instance,
            InetSocketAddress address,
            int attempted) {
        Channel channel = context.channel();
        attempts.remove(channel);
        Optional<String> refused = paths.refuses(identity, instance, address);
        if (refused.isPresent()) {
            if (!refused.get().isEmpty()) {
                standsBy = true;
                useless.failed(loop.now());
                target.addresses().failed();
                failed(refused.get());
            }
            channel.attr(DROPPED).set(true);
            channel.close();
            return;
        }
        standsBy = false;
        PathChannel old = path;
        int oldSegmentBytes = segmentBytes;
        segmentBytes = attempted;
        path = paths.opened(channel, identity);
        context.pipeline().replace(context.handler(), "path", path);
        unanswered.succeeded();
        target.addresses().worked();
        target.missing().ends();
        logged(identity.path())
                .log(
                        "path {} established: {} ({}) to {}",
                        identity.path(),
                        uplink.device(),
                        uplink.carrier(),
                        HandshakeFault.name(address));
        if (old != null) {
            target.size().replaced(old, oldSegmentBytes);
            old.channel().close();
        }
        dropAttempts();
    }

    private LoggingEventBuilder logged(int number) {
        return LOG.atInfo()
                .addKeyValue("path", number)
                .addKeyValue("device", uplink.device())
                .addKeyValue("carrier", uplink.carrier());
    }

    private void ended(Channel channel) {
        attempts.remove(channel);
        if (path != null && path.channel() == channel) {
            logged(path.id())
                    .log(
                            "path {} closed: {} ({}) to {}",
                            path.id(),
                            uplink.device(),
                            uplink.carrier(),
                            HandshakeFault.name(channel.remoteAddress()));
            if (path.ageMillis() < LASTING_MILLIS) {
                useless.failed(loop.now());
            } else {
                unanswered.failed(loop.now());
            }
            path = null;
        }
    }
}
