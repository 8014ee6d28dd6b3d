package dev.wayside.relay.net;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

import dev.wayside.relay.config.EdgeConfig;
import dev.wayside.relay.config.HostPort;
import dev.wayside.relay.config.Uplink;
import dev.wayside.relay.message.ResetReason;
import dev.wayside.relay.schedule.Lane;
import dev.wayside.relay.session.Session;
import io.netty.channel.Channel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The mesh of paths of an edge: every uplink to every address of the cloud, one for each lane. */
@SuppressWarnings("FutureReturnValueIgnored") // Netty tells failures through the channel.
final class EdgePaths {

    private static final Logger LOG = LoggerFactory.getLogger(EdgePaths.class);
    private static final int CHECK_MILLIS = 50;

    private final RelayLoop loop;
    private final Session session;
    private final PathSecurity security;
    private final List<HostPort> cloud;
    private final List<PathDialer> dialers = new ArrayList<>();
    private final List<PathChannel> open = new ArrayList<>();
    private final long edge;
    private long instance;
    private long checkedNanos;
    private int lastPath;

    EdgePaths(RelayLoop loop, Session session, PathSecurity security, EdgeConfig config) {
        this.loop = loop;
        this.session = session;
        this.security = security;
        this.cloud = config.cloud();
        this.edge = EdgeNumber.draw(config.intercept().device());
        config.uplinks().forEach(this::add);
    }

    /** From now on keeps paths open over this uplink; how many there were not before. */
    int add(Uplink uplink) {
        List<HostPort> addresses = uplink.cloud().isEmpty() ? cloud : uplink.cloud();
        int before = dialers.size();
        for (HostPort address : addresses) {
            if (dialers.stream().noneMatch(dialer -> dialer.isFor(uplink.device(), Optional.of(address)))) {
                MissingPath missing = new MissingPath(uplink, address.address());
                for (Lane lane : Lane.values()) {
                    dialers.add(new PathDialer(this, loop, security, uplink, lane, address.address(), missing));
                }
            }
        }
        return (dialers.size() - before) / Lane.values().length;
    }

    /** Closes the paths of an interface, all or those to one address; what was under way goes over the others. */
    int remove(String device, Optional<HostPort> address) {
        List<PathDialer> gone =
                dialers.stream().filter(dialer -> dialer.isFor(device, address)).toList();
        dialers.removeAll(gone);
        gone.forEach(PathDialer::stop);
        return gone.size() / Lane.values().length;
    }

    List<PathTarget> targets() {
        return dialers.stream().map(PathDialer::target).distinct().toList();
    }

    void start() {
        checkedNanos = loop.now();
        loop.every(CHECK_MILLIS, this::check);
    }

    /** When the relay itself stood still, paths only seem silent. */
    private void check(long nowNanos) {
        long stoodStill = nowNanos - checkedNanos - 2 * CHECK_MILLIS * 1_000_000L;
        checkedNanos = nowNanos;
        if (stoodStill > 0) {
            open.forEach(path -> path.excuse(stoodStill));
        }
        dialers.forEach(dialer -> dialer.check(nowNanos));
    }

    void stop() {
        dialers.forEach(PathDialer::stop);
    }

    /** When the cloud was last heard, over whichever path; nothing if there is no path. */
    OptionalLong heardNanos() {
        return open.stream().mapToLong(PathChannel::receivedNanos).max();
    }

    PathIdentity nextIdentity(Lane lane, String carrier) {
        return new PathIdentity(edge, ++lastPath, lane, carrier);
    }

    PathChannel opened(Channel channel, PathIdentity identity, long cloudInstance) {
        if (instance != cloudInstance) {
            if (instance != 0) {
                LOG.warn("the cloud relay has restarted: connections it carried are reset");
                List.copyOf(open).forEach(path -> path.channel().close());
                session.abandonAll(ResetReason.RELAY_STOPPED);
            }
            instance = cloudInstance;
        }
        PathChannel path = new PathChannel(loop, session, channel, identity);
        open.add(path);
        channel.closeFuture().addListener(closed -> open.remove(path));
        path.join();
        return path;
    }
}
