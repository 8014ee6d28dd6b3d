package dev.wayside.relay.run;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import dev.wayside.relay.config.CloudConfig;
import dev.wayside.relay.config.ConfigException;
import dev.wayside.relay.config.ConfigSource;
import dev.wayside.relay.config.Policy;
import dev.wayside.relay.config.PolicyFile;
import dev.wayside.relay.context.ConnectionContext;
import dev.wayside.relay.context.ContextRegistry;
import dev.wayside.relay.loop.RelayLoop;
import dev.wayside.relay.path.ListenAddresses;
import dev.wayside.relay.path.PathAcceptor;
import dev.wayside.relay.path.PathIdentity;
import dev.wayside.relay.path.PathSecurity;
import dev.wayside.relay.raw.CloudPeer;
import dev.wayside.relay.raw.RawCloud;
import dev.wayside.relay.reload.ReloadReport;
import dev.wayside.relay.reload.ReloadStatus;
import dev.wayside.relay.reload.Reloads;
import dev.wayside.relay.schedule.ScheduleSettings;
import dev.wayside.relay.schedule.SharingRule;
import dev.wayside.relay.session.Session;
import dev.wayside.relay.session.SessionSettings;
import dev.wayside.relay.session.SessionStatus;
import dev.wayside.relay.stream.ServerConnector;
import io.netty.channel.Channel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running cloud relay. Safe for use by several threads. */
public final class CloudRelay implements RunningRelay {

    private static final Logger LOG = LoggerFactory.getLogger(CloudRelay.class);

    private final RelayLoop loop;
    private final PathAcceptor acceptor;
    private final Optional<RawCloud> raw;
    private final ListenAddresses listen;
    private final RelayPolicy policy;
    private final CloudReload reload;
    private final Reloads<CloudConfig> reloads;

    private CloudRelay(RelayLoop loop, CloudConfig config, ConfigSource<CloudConfig> source)
            throws IOException, ConfigException {
        this.loop = loop;
        Policy first = config.firstPolicy();
        raw = config.carriesPackets()
                ? Optional.of(new RawCloud(loop, config.device().orElseThrow()))
                : Optional.empty();
        ServerConnector connector = new ServerConnector(loop, config.isTransparent());
        acceptor = new PathAcceptor(
                loop,
                PathSecurity.cloud(config.authentication()),
                config.congestionControl(),
                (identity, channel) -> newSession(connector, identity, channel));
        listen = new ListenAddresses(acceptor);
        policy = new RelayPolicy(
                loop,
                first,
                config.sharing().orElse(SharingRule.PROPORTIONAL),
                config.policyFile(),
                acceptor::sessions);
        reload = new CloudReload(loop, acceptor, listen, policy, config);
        reloads = new Reloads<>(source, reload);
    }

    private Session newSession(ServerConnector connector, PathIdentity identity, Channel channel) {
        Session session = Session.cloud(
                SessionSettings.defaults(),
                ScheduleSettings.defaults(),
                reload.sharing(),
                policy.current(),
                connector,
                new ContextRegistry(),
                loop::wake,
                loop.now());
        raw.ifPresentOrElse(
                cloud -> cloud.serve(new CloudPeer(session, identity.edge(), "the edge at " + channel.remoteAddress())),
                () -> warnOfPackets(session));
        return session;
    }

    private static void warnOfPackets(Session session) {
        boolean[] warned = {false};
        session.deliverDatagramsTo(packet -> {
            if (!warned[0]) {
                LOG.warn(
                        "an edge sends whole packets, which are lost here: set 'raw: true' in the cloud's configuration");
                warned[0] = true;
            }
        });
    }

    /** Starts a relay whose configuration stays; a reload reads its keys, certificates and policy file again. */
    public static CloudRelay start(CloudConfig config) throws IOException, ConfigException, InterruptedException {
        return start(config, () -> config);
    }

    /**
     * Starts a relay.
     *
     * @param source of the configuration at a reload
     * @throws ConfigException if the configuration cannot be used
     * @throws IOException if a key cannot be read or a port cannot be bound
     */
    public static CloudRelay start(CloudConfig config, ConfigSource<CloudConfig> source)
            throws IOException, ConfigException, InterruptedException {
        RelayLoop loop = new RelayLoop();
        CloudRelay relay;
        try {
            relay = new CloudRelay(loop, config, source);
        } catch (IOException | ConfigException e) {
            loop.close();
            throw e;
        }
        try {
            relay.listen.replace(config.listen());
        } catch (IOException e) {
            relay.close();
            throw e;
        }
        return relay;
    }

    /** The interface from which edges' packets enter the kernel, if whole packets are carried. */
    public Optional<String> injectionDevice() {
        return raw.map(RawCloud::injectionDevice);
    }

    @Override
    public List<SessionStatus> status() throws InterruptedException {
        return loop.ask(() -> acceptor.sessions().stream().map(Session::status).toList());
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
        return loop.ask(() ->
                acceptor.sessions().stream().map(Session::connectionContexts).toList());
    }

    @Override
    public boolean isReady() {
        return true;
    }

    @Override
    public void drain(double seconds) throws InterruptedException {
        reloads.close();
        long end = System.nanoTime() + (long) (seconds * 1e9);
        while (System.nanoTime() < end && status().stream().anyMatch(session -> session.connections() > 0)) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    @Override
    public void close() {
        reloads.close();
        try {
            loop.ask(() -> {
                acceptor.stop();
                return true;
            });
            // Once more around the loop, so that the resets are flushed to the edges.
            loop.ask(() -> true);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            raw.ifPresent(RawCloud::stop);
            loop.close();
            raw.ifPresent(RawCloud::close);
        }
    }
}
