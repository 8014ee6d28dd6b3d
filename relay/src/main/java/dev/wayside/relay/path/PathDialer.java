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
 * <p>Without a path it dials. While nobody answers, it dials once a second, so that a carrier that returns is found at
 * once. While a wrong peer answers, or paths break as soon as they are open, it waits longer each time. Next to a
 * silent path it dials, too: after a blackout the kernel's TCP may sleep for up to a second more. The first new path
 * takes its place.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Netty reports failures through the channel.
final class PathDialer {

    private static final Logger LOG = LoggerFactory.getLogger(PathDialer.class);

    private static final AttributeKey<Boolean> DROPPED = AttributeKey.valueOf(PathDialer.class, "dropped");

    /** Chosen: three probe intervals of 200 ms, so that one lost probe is no silence. */
    private static final double SILENT_MILLIS = 600;
    /** Next to a silent path. Chosen: a tenth of its silence, so that no outage lasts 10 % longer. */
    private static final double MIN_REDIAL_MILLIS = 250;

    /** Chosen: as often as without a path. */
    private static final double MAX_REDIAL_MILLIS = 1_000;

    private static final double SILENCE_SHARE = 0.1;
    /** While nobody answers. Chosen: a dial costs a packet, and a carrier may return at any moment. */
    private static final double MIN_UNANSWERED_MILLIS = 200;

    /** Chosen: a returning carrier is found within a second. */
    private static final double MAX_UNANSWERED_MILLIS = 1_000;
    /** While a wrong peer answers. Chosen: the carrier works, and a person has to fix the rest. */
    private static final double MIN_USELESS_MILLIS = 250;

    /** Chosen: a repair is noticed within seconds. */
    private static final double MAX_USELESS_MILLIS = 5_000;
    /** Chosen: a path that lives this long was worth opening. */
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
    private boolean onStandby;
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
        checkPath();
        if (isDue(nowNanos)) {
            target.addresses().current().ifPresent(address -> {
                lastDialNanos = nowNanos;
                dial(address);
            });
        }
    }

    private boolean isDue(long nowNanos) {
        double sinceDialMillis = (nowNanos - lastDialNanos) / 1e6;
        if (!useless.isOver(nowNanos) && !(onStandby && paths.isCloudLost() && sinceDialMillis >= MAX_REDIAL_MILLIS)) {
            return false;
        }
        if (path == null) {
            return attempts.isEmpty() && unanswered.isOver(nowNanos);
        }
        double redialMillis =
                Math.max(MIN_REDIAL_MILLIS, Math.min(MAX_REDIAL_MILLIS, SILENCE_SHARE * path.silentMillis()));
        return path.silentMillis() > SILENT_MILLIS && sinceDialMillis >= redialMillis;
    }

    private void checkPath() {
        if (path == null) {
            return;
        }
        if (target.size().losesWhatIsSent(path, segmentBytes)) {
            path.channel().close();
        } else if (path.ageMillis() >= LASTING_MILLIS) {
            useless.succeeded();
            target.size().confirmed(path);
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

    /** True if its paths have the settings of this uplink. */
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

    /** Forgets earlier failures, which say nothing about the next dial. */
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

    /** Ends dials that are no longer needed; their end says nothing about the cloud. */
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

    /** Notes a failure, which is no problem next to an open path. */
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
        Optional<String> refused = paths.refusal(identity, instance, address);
        if (refused.isPresent()) {
            if (!refused.get().isEmpty()) {
                onStandby = true;
                useless.failed(loop.now());
                target.addresses().failed();
                failed(refused.get());
            }
            channel.attr(DROPPED).set(true);
            channel.close();
            return;
        }
        onStandby = false;
        PathChannel old = path;
        int oldSegmentBytes = segmentBytes;
        segmentBytes = attempted;
        path = paths.opened(channel, identity);
        context.pipeline().replace(context.handler(), "path", path);
        unanswered.succeeded();
        target.addresses().worked();
        target.missing().pathOpened();
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
