package dev.wayside.relay.path;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

import dev.wayside.relay.config.EdgeConfig;
import dev.wayside.relay.config.HostPort;
import dev.wayside.relay.config.Uplink;
import dev.wayside.relay.loop.ConnectFailure;
import dev.wayside.relay.loop.RelayLoop;
import dev.wayside.relay.message.ResetReason;
import dev.wayside.relay.reload.ReloadReport;
import dev.wayside.relay.schedule.Lane;
import dev.wayside.relay.session.Session;
import io.netty.channel.Channel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The mesh of paths of an edge: every uplink to every address of the cloud, one for each lane. */
@SuppressWarnings("FutureReturnValueIgnored") // Netty reports failures through the channel.
public final class EdgePaths {

    private static final Logger LOG = LoggerFactory.getLogger(EdgePaths.class);
    /** Chosen: a quarter of the shortest wait between dials. */
    private static final int CHECK_MILLIS = 50;
    /** No reason to report: the path is dialled again at once. */
    private static final String DIAL_AGAIN = "";

    private final RelayLoop loop;
    private final Session session;
    private PathSecurity security;
    private List<HostPort> cloud;
    private final List<PathDialer> dialers = new ArrayList<>();
    private final PathRollout rollout = new PathRollout(dialers);
    private final List<PathChannel> open = new ArrayList<>();
    private final CloudProcess process = new CloudProcess();
    private final ExecutorService lookups = Executors.newCachedThreadPool(work -> {
        Thread made = new Thread(work, "relay-names");
        made.setDaemon(true);
        return made;
    });
    private final String device;
    private long edge;
    private final CloudEnd end = new CloudEnd();
    private boolean hasEnded;
    private long checkedNanos;
    private int lastPath;

    public EdgePaths(RelayLoop loop, Session session, PathSecurity security, EdgeConfig config) {
        this.loop = loop;
        this.session = session;
        this.security = security;
        this.cloud = config.cloud();
        this.device = config.intercept().device();
        this.edge = EdgeNumber.draw(device);
        config.uplinks().forEach(this::add);
    }

    /** Keeps paths open over this uplink from now on; returns the number of new ones. */
    public int add(Uplink uplink) {
        int before = dialers.size();
        for (HostPort address : addresses(uplink)) {
            if (dialers(uplink.device(), Optional.of(address)).isEmpty()) {
                dialers.addAll(newDialers(uplink, address));
            }
        }
        return (dialers.size() - before) / Lane.values().length;
    }

    private List<HostPort> addresses(Uplink uplink) {
        return uplink.cloud().isEmpty() ? cloud : uplink.cloud();
    }

    private List<PathDialer> newDialers(Uplink uplink, HostPort address) {
        MissingPath missing = new MissingPath(uplink, address);
        CloudTarget target = new CloudTarget(
                address,
                missing,
                new CloudAddresses(address, loop, lookups, missing),
                new PacketSize(uplink.maxPacketBytes(), missing));
        return Arrays.stream(Lane.values())
                .map(lane -> new PathDialer(this, loop, () -> security, uplink, lane, target))
                .toList();
    }

    private List<PathDialer> dialers(String device, Optional<HostPort> address) {
        return dialers.stream().filter(dialer -> dialer.isFor(device, address)).toList();
    }

    /** Closes the paths of an interface, all or those to one address; the others carry what was under way. */
    public int remove(String device, Optional<HostPort> address) {
        List<PathDialer> removed = dialers(device, address);
        dialers.removeAll(removed);
        removed.forEach(PathDialer::stop);
        return removed.size() / Lane.values().length;
    }

    /**
     * Keeps paths open over these uplinks to these addresses, and no others; paths that are up keep their credentials.
     */
    public void reload(List<Uplink> uplinks, List<HostPort> addresses, PathSecurity next, ReloadReport.Lines lines) {
        if (!security.fingerprint().equals(next.fingerprint())) {
            lines.applied("authentication: new paths use the key or certificates read now; paths that are up stay");
        }
        security = next;
        rollout.cancel();
        cloud = addresses;
        List<PathDialer> unwanted = new ArrayList<>(dialers);
        for (Wanted path : wanted(uplinks)) {
            List<PathDialer> there = dialers(path.uplink().device(), Optional.of(path.address()));
            unwanted.removeAll(there);
            reload(path, there, lines);
        }
        unwanted.stream()
                .collect(Collectors.groupingBy(EdgePaths::name, LinkedHashMap::new, Collectors.toList()))
                .forEach((name, removed) -> {
                    rollout.add(new PathRollout.Step(removed, List.of()));
                    lines.applied(name + ": removed");
                });
    }

    private record Wanted(Uplink uplink, HostPort address) {}

    /** The wanted paths. Of two uplinks with the same interface and address the first counts, as at the start. */
    private Collection<Wanted> wanted(List<Uplink> uplinks) {
        Map<List<Object>, Wanted> wanted = new LinkedHashMap<>();
        for (Uplink uplink : uplinks) {
            addresses(uplink)
                    .forEach(address ->
                            wanted.putIfAbsent(List.of(uplink.device(), address), new Wanted(uplink, address)));
        }
        return wanted.values();
    }

    private void reload(Wanted path, List<PathDialer> there, ReloadReport.Lines lines) {
        if (there.isEmpty()) {
            List<PathDialer> added = newDialers(path.uplink(), path.address());
            dialers.addAll(added);
            lines.applied(name(added.get(0)) + ": added");
            return;
        }
        List<PathDialer> others =
                there.stream().filter(dialer -> !dialer.isAlike(path.uplink())).toList();
        if (others.size() == there.size()) {
            List<PathDialer> after = newDialers(path.uplink(), path.address());
            rollout.add(new PathRollout.Step(there, after));
            lines.applied(name(there.get(0)) + ": replaced by one with the new settings, " + name(after.get(0)));
        } else if (!others.isEmpty()) {
            // The last reload began a change that this one reverts.
            rollout.add(new PathRollout.Step(others, List.of()));
        }
    }

    private static String name(PathDialer dialer) {
        PathTarget target = dialer.target();
        return "path over " + target.device() + " (" + target.carrier() + ") to " + target.cloud();
    }

    public List<PathTarget> targets() {
        return dialers.stream()
                .filter(dialer -> dialer.lane() == Lane.MAIN)
                .map(PathDialer::target)
                .toList();
    }

    public void start() {
        checkedNanos = loop.now();
        loop.every(CHECK_MILLIS, this::check);
    }

    /** After a pause of the relay itself, paths only seem silent. */
    private void check(long nowNanos) {
        long stalledNanos = nowNanos - checkedNanos - 2 * CHECK_MILLIS * 1_000_000L;
        checkedNanos = nowNanos;
        if (stalledNanos > 0) {
            open.forEach(path -> path.discountPause(stalledNanos));
        }
        heardNanos().ifPresent(process::heard);
        rollout.check(nowNanos);
        List.copyOf(dialers).forEach(dialer -> dialer.check(nowNanos));
    }

    public void stop() {
        rollout.stop();
        lookups.shutdownNow();
        dialers.forEach(PathDialer::stop);
    }

    /** The time when anything last arrived from the cloud, over any path; empty if there is no path. */
    public OptionalLong heardNanos() {
        return open.stream().mapToLong(PathChannel::receivedNanos).max();
    }

    PathIdentity nextIdentity(Lane lane, String carrier) {
        return new PathIdentity(edge, ++lastPath, lane, carrier);
    }

    /** Notes a failed dial. If no path is open and nothing listens where the process in use was, it has ended. */
    void dialFailed(String carrier, InetSocketAddress address, Throwable cause) {
        if (open.isEmpty()
                && ConnectFailure.isRefused(cause)
                && process.addresses().contains(address)) {
            end.refused(carrier, loop.now());
        } else {
            end.failed(carrier);
        }
        if (!hasEnded && end.isCertain(loop.now())) {
            LOG.warn(
                    "the cloud relay at {} has ended: nothing listens there, connections it carried are reset",
                    HandshakeFault.name(address));
            hasEnded = true;
            session.resetAll(ResetReason.RELAY_STOPPED, loop.now());
        }
    }

    /** True if the cloud relay in use is known to have ended, and no path has opened since. */
    public boolean hasCloudEnded() {
        return hasEnded;
    }

    /** True if the process in use is no longer reached, so that another one may take over. */
    boolean isCloudLost() {
        return process.isLost(!open.isEmpty(), loop.now());
    }

    /**
     * The reason why no path to this process is allowed; empty if one is, {@link #DIAL_AGAIN} if it must be dialled
     * again.
     */
    Optional<String> refusal(PathIdentity identity, long instance, InetSocketAddress address) {
        heardNanos().ifPresent(process::heard);
        String others = process.addresses().stream().map(HandshakeFault::name).collect(Collectors.joining(", "));
        return switch (process.judge(instance, address, !open.isEmpty(), loop.now())) {
            case USE -> identity.edge() == edge ? Optional.empty() : Optional.of(DIAL_AGAIN);
            case STAND_BY ->
                Optional.of("standby: another cloud relay process answers at " + HandshakeFault.name(address)
                        + "; the one in use is at " + others + ". It takes over when that one is lost");
            case SUCCEED -> {
                LOG.warn("the cloud relay at {} has restarted: connections it carried are reset", others);
                yield Optional.of(beginWith(instance, address));
            }
            case TAKE_OVER -> {
                LOG.warn(
                        "the cloud relay at {} is lost: the one at {} takes over, connections are reset",
                        others,
                        HandshakeFault.name(address));
                yield Optional.of(beginWith(instance, address));
            }
        };
    }

    /** Dials all paths again under another number, so that no cloud relay mixes an old session with the new one. */
    private String beginWith(long instance, InetSocketAddress address) {
        List.copyOf(open).forEach(path -> path.channel().close());
        session.abandonAll(ResetReason.RELAY_STOPPED);
        edge = EdgeNumber.draw(device);
        process.use(instance, address, loop.now());
        dialers.forEach(PathDialer::dialSoon);
        return DIAL_AGAIN;
    }

    PathChannel opened(Channel channel, PathIdentity identity) {
        PathChannel path = new PathChannel(loop, session, channel, identity);
        open.add(path);
        hasEnded = false;
        end.opened();
        channel.closeFuture().addListener(closed -> open.remove(path));
        path.join();
        return path;
    }
}
