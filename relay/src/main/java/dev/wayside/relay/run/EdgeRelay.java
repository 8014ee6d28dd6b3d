package dev.wayside.relay.run;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import dev.wayside.relay.config.ConfigException;
import dev.wayside.relay.config.ConfigSource;
import dev.wayside.relay.config.EdgeConfig;
import dev.wayside.relay.config.Handling;
import dev.wayside.relay.config.HostPort;
import dev.wayside.relay.config.Policy;
import dev.wayside.relay.config.PolicyFile;
import dev.wayside.relay.config.Uplink;
import dev.wayside.relay.context.ConnectionContext;
import dev.wayside.relay.feed.ContextStatus;
import dev.wayside.relay.feed.EdgeContexts;
import dev.wayside.relay.feed.PushedForecast;
import dev.wayside.relay.feed.PushedSignal;
import dev.wayside.relay.loop.RelayLoop;
import dev.wayside.relay.message.ResetReason;
import dev.wayside.relay.path.EdgePaths;
import dev.wayside.relay.path.PathSecurity;
import dev.wayside.relay.path.PathTarget;
import dev.wayside.relay.raw.RawEdge;
import dev.wayside.relay.reload.ReloadReport;
import dev.wayside.relay.reload.ReloadStatus;
import dev.wayside.relay.reload.Reloads;
import dev.wayside.relay.schedule.ScheduleSettings;
import dev.wayside.relay.schedule.SharingRule;
import dev.wayside.relay.session.Session;
import dev.wayside.relay.session.SessionSettings;
import dev.wayside.relay.session.SessionStatus;
import dev.wayside.relay.stream.StreamInterceptor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running edge relay. Safe for use by several threads. */
@SuppressWarnings("FutureReturnValueIgnored") // Netty reports failures through the channel.
public final class EdgeRelay implements RunningRelay {

    private static final Logger LOG = LoggerFactory.getLogger(EdgeRelay.class);

    /** Chosen: a train's passengers; half of them open was measured with 512 MB of heap (docs/relay-figures.md). */
    private static final int MAX_CONNECTIONS = 20_000;
    /** Chosen: a fraction of the seconds in which a client gives up. */
    private static final int WATCH_MILLIS = 500;
    /** Chosen: longer than a usual blackout, shorter than a user waits. */
    private static final double PATHLESS_MILLIS = 5_000;

    private final RelayLoop loop;
    private final EdgeContexts contexts;
    private final Session session;
    private final EdgePaths paths;
    private final StreamInterceptor interceptor;
    private final Optional<RawEdge> raw;
    private final boolean streams;
    private final RelayPolicy policy;
    private final Reloads<EdgeConfig> reloads;
    private long pathNanos;
    private boolean draining;
    private boolean interceptionFails;

    private EdgeRelay(RelayLoop loop, EdgeContexts contexts, EdgeConfig config, ConfigSource<EdgeConfig> source)
            throws IOException, ConfigException {
        this.loop = loop;
        this.contexts = contexts;
        Policy first = config.firstPolicy();
        SharingRule sharing = config.sharing().orElse(SharingRule.PROPORTIONAL);
        session = Session.edge(
                SessionSettings.defaults(),
                ScheduleSettings.defaults(),
                sharing,
                first,
                contexts.registry(),
                loop::wake,
                loop.now());
        paths = new EdgePaths(loop, session, PathSecurity.edge(config.authentication()), config);
        interceptor = new StreamInterceptor(
                loop,
                session,
                new InetSocketAddress(
                        InetAddress.getByAddress(new byte[4]),
                        config.intercept().acceptPort()),
                MAX_CONNECTIONS);
        streams = config.intercept().uses(Handling.STREAM);
        raw = config.intercept().uses(Handling.RAW)
                ? Optional.of(new RawEdge(loop, session, config.intercept()))
                : Optional.empty();
        pathNanos = loop.now();
        policy = new RelayPolicy(loop, first, sharing, config.policyFile(), () -> List.of(session));
        reloads = new Reloads<>(source, new EdgeReload(loop, session, paths, contexts, policy, config));
    }

    /** Starts a relay whose configuration stays; a reload reads its keys, certificates and policy file again. */
    public static EdgeRelay start(EdgeConfig config) throws IOException, ConfigException, InterruptedException {
        return start(config, () -> config);
    }

    /**
     * Starts a relay.
     *
     * @param source of the configuration at a reload
     * @throws ConfigException if the configuration cannot be used
     * @throws IOException if a key cannot be read or a port cannot be bound
     */
    public static EdgeRelay start(EdgeConfig config, ConfigSource<EdgeConfig> source)
            throws IOException, ConfigException, InterruptedException {
        RelayLoop loop = new RelayLoop();
        EdgeRelay relay;
        try {
            relay = make(loop, config, source);
        } catch (IOException | ConfigException | RuntimeException e) {
            loop.close();
            throw e;
        }
        loop.ask(() -> {
            loop.add(relay.session);
            relay.paths.start();
            relay.contexts.start();
            loop.every(WATCH_MILLIS, relay::watch);
            return true;
        });
        return relay;
    }

    /** Creates a relay. Contexts have threads and files of their own, which are closed if the rest fails. */
    private static EdgeRelay make(RelayLoop loop, EdgeConfig config, ConfigSource<EdgeConfig> source)
            throws IOException, ConfigException {
        EdgeContexts contexts = new EdgeContexts(loop, config);
        try {
            return new EdgeRelay(loop, contexts, config, source);
        } catch (IOException | ConfigException | RuntimeException e) {
            contexts.close();
            throw e;
        }
    }

    /** Accepts connections only while they can be carried; without a path that is heard, they pass by. */
    private void watch(long nowNanos) {
        OptionalLong heard = paths.heardNanos();
        pathNanos = Math.max(pathNanos, heard.orElse(pathNanos));
        boolean pathless = paths.hasCloudEnded() || (nowNanos - pathNanos) / 1e6 > PATHLESS_MILLIS;
        boolean up = heard.isPresent() && !pathless && !interceptionFails;
        raw.ifPresent(packets -> packets.holdSilent(heard.isPresent() && pathless));
        if (up && streams && !interceptor.isListening() && !draining) {
            interceptor.listen().addListener(done -> {
                if (done.isSuccess()) {
                    LOG.info("accepting connections");
                } else {
                    LOG.error(
                            "cannot accept connections: {}; IP_TRANSPARENT needs root or CAP_NET_ADMIN, and the port must be free",
                            done.cause().getMessage());
                    interceptor.stop();
                }
            });
        } else if (pathless && interceptor.isListening()) {
            LOG.warn(
                    "{}: connections pass by",
                    paths.hasCloudEnded() ? "the cloud relay has ended" : "nothing was heard on any path for 5 s");
            interceptor.stop();
        } else if (interceptionFails && interceptor.isListening()) {
            interceptor.stop();
        }
    }

    @Override
    public void interceptionChanged(Optional<String> fault) {
        loop.later(now -> {
            interceptionFails = fault.isPresent();
            watch(now);
        });
    }

    @Override
    public List<SessionStatus> status() throws InterruptedException {
        return loop.ask(() -> List.of(session.status()));
    }

    @Override
    public boolean accept(PushedForecast forecast) throws InterruptedException {
        return push(() -> contexts.push(forecast));
    }

    @Override
    public boolean accept(PushedSignal signal) throws InterruptedException {
        return push(() -> contexts.push(signal));
    }

    /** Publishes on the loop. An invalid context is the fault of its sender, not of the loop. */
    private boolean push(Runnable push) throws InterruptedException {
        Optional<IllegalArgumentException> refused = loop.ask(() -> {
            try {
                push.run();
                return Optional.empty();
            } catch (IllegalArgumentException e) {
                return Optional.of(e);
            }
        });
        if (refused.isPresent()) {
            throw refused.get();
        }
        return true;
    }

    @Override
    public Optional<ContextStatus> contexts() throws InterruptedException {
        return Optional.of(loop.ask(contexts::status));
    }

    @Override
    public Optional<List<PathTarget>> targets() throws InterruptedException {
        return Optional.of(loop.ask(paths::targets));
    }

    @Override
    public int addPaths(Uplink uplink) throws InterruptedException {
        return loop.ask(() -> {
            int added = paths.add(uplink);
            if (added > 0) {
                contexts.addCarrier(uplink.carrier());
            }
            return added;
        });
    }

    @Override
    public int removePaths(String device, Optional<HostPort> cloud) throws InterruptedException {
        return loop.ask(() -> paths.remove(device, cloud));
    }

    @Override
    public Policy policy() throws InterruptedException {
        return policy.read();
    }

    @Override
    public void replacePolicy(Policy other) throws InterruptedException {
        policy.replace(other);
    }

    @Override
    public Optional<PolicyFile> policyFile() {
        return policy.file();
    }

    @Override
    public CompletableFuture<ReloadReport> reload() {
        return reloads.request();
    }

    @Override
    public ReloadStatus reloads() {
        return reloads.status();
    }

    @Override
    public List<Map<String, ConnectionContext>> connections() throws InterruptedException {
        return loop.ask(() -> List.of(session.connectionContexts()));
    }

    @Override
    public boolean isReady() throws InterruptedException {
        return loop.ask(() -> streams ? interceptor.isListening() : isHeard());
    }

    private boolean isHeard() {
        OptionalLong heard = paths.heardNanos();
        return heard.isPresent() && (loop.now() - heard.getAsLong()) / 1e6 <= PATHLESS_MILLIS;
    }

    @Override
    public void drain(double seconds) throws InterruptedException {
        reloads.close();
        loop.ask(() -> {
            draining = true;
            interceptor.stop();
            raw.ifPresent(RawEdge::passBy);
            return true;
        });
        long end = System.nanoTime() + (long) (seconds * 1e9);
        while (System.nanoTime() < end && loop.ask(() -> session.connectionCount()) > 0) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    @Override
    public void close() {
        reloads.close();
        try {
            loop.ask(() -> {
                session.resetAll(ResetReason.RELAY_STOPPED, loop.now());
                return true;
            });
            loop.ask(() -> {
                paths.stop();
                return true;
            });
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            contexts.close();
            raw.ifPresent(RawEdge::stop);
            loop.close();
            raw.ifPresent(RawEdge::close);
        }
    }
}
