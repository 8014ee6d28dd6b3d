package dev.wayside.relay.net;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import dev.wayside.relay.config.CloudConfig;
import dev.wayside.relay.config.ConfigException;
import dev.wayside.relay.config.HostPort;
import dev.wayside.relay.config.Policy;
import dev.wayside.relay.config.PolicyFile;
import dev.wayside.relay.context.ConnectionContext;
import dev.wayside.relay.context.ContextRegistry;
import dev.wayside.relay.schedule.ScheduleSettings;
import dev.wayside.relay.schedule.SharingRule;
import dev.wayside.relay.session.Session;
import dev.wayside.relay.session.SessionSettings;
import dev.wayside.relay.session.SessionStatus;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running cloud relay. Safe for use by several threads. */
public final class CloudRelay implements RunningRelay {

    private static final Logger LOG = LoggerFactory.getLogger(CloudRelay.class);

    private final RelayLoop loop;
    private final PathAcceptor acceptor;
    private final Optional<RawCloud> raw;
    private final Optional<PolicyFile> policyFile;
    private Policy policy;

    private CloudRelay(RelayLoop loop, CloudConfig config) throws IOException, ConfigException {
        this.loop = loop;
        policyFile = config.policyFile();
        policy = config.firstPolicy();
        raw = config.carriesPackets()
                ? Optional.of(new RawCloud(loop, config.device().orElseThrow()))
                : Optional.empty();
        ServerConnector connector = new ServerConnector(loop, config.isTransparent());
        acceptor = new PathAcceptor(
                loop,
                PathSecurity.cloud(config.authentication()),
                (identity, channel) -> newSession(config, connector, identity, channel));
    }

    private Session newSession(CloudConfig config, ServerConnector connector, PathIdentity identity, Channel channel) {
        Session session = Session.cloud(
                SessionSettings.defaults(),
                ScheduleSettings.defaults(),
                config.sharing().orElse(SharingRule.PROPORTIONAL),
                policy,
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

    /**
     * Starts one.
     *
     * @throws ConfigException if the configuration cannot be used
     * @throws IOException if a key cannot be read or a port not be bound
     */
    public static CloudRelay start(CloudConfig config) throws IOException, ConfigException, InterruptedException {
        RelayLoop loop = new RelayLoop();
        CloudRelay relay;
        try {
            relay = new CloudRelay(loop, config);
        } catch (IOException | ConfigException e) {
            loop.close();
            throw e;
        }
        for (HostPort address : config.listen()) {
            ChannelFuture listening = relay.acceptor
                    .listen(address.address(), config.congestionControl().orElse("bbr"))
                    .await();
            if (!listening.isSuccess()) {
                relay.close();
                throw new IOException(
                        "cannot listen on " + address.address() + ": "
                                + listening.cause().getMessage(),
                        listening.cause());
            }
        }
        return relay;
    }

    /** The interface that edges' packets seem to come from, if whole packets are carried. */
    public Optional<String> injectionDevice() {
        return raw.map(RawCloud::injectionDevice);
    }

    @Override
    public List<SessionStatus> status() throws InterruptedException {
        return loop.ask(() -> acceptor.sessions().stream().map(Session::status).toList());
    }

    @Override
    public Policy policy() throws InterruptedException {
        return loop.ask(() -> policy);
    }

    @Override
    public void replacePolicy(Policy other) throws InterruptedException {
        loop.ask(() -> {
            policy = other;
            acceptor.sessions().forEach(session -> session.replacePolicy(other, loop.now()));
            return true;
        });
        LOG.info("the policy was replaced: {}", other.toJson());
    }

    @Override
    public Optional<PolicyFile> policyFile() {
        return policyFile;
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
        long end = System.nanoTime() + (long) (seconds * 1e9);
        while (System.nanoTime() < end && status().stream().anyMatch(session -> session.connections() > 0)) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    @Override
    public void close() {
        try {
            loop.ask(() -> {
                acceptor.stop();
                return true;
            });
            // Once more around the loop: what was said to the edges is flushed.
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
