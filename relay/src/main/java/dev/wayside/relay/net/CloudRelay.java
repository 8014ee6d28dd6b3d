package dev.wayside.relay.net;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

import dev.wayside.relay.config.CloudConfig;
import dev.wayside.relay.config.ConfigException;
import dev.wayside.relay.config.HostPort;
import dev.wayside.relay.config.Policy;
import dev.wayside.relay.context.ContextRegistry;
import dev.wayside.relay.schedule.ScheduleSettings;
import dev.wayside.relay.schedule.SharingRule;
import dev.wayside.relay.session.Session;
import dev.wayside.relay.session.SessionSettings;
import dev.wayside.relay.session.SessionStatus;
import io.netty.channel.ChannelFuture;

/** A running cloud relay. Safe for use by several threads. */
public final class CloudRelay implements RunningRelay {

    private final RelayLoop loop = new RelayLoop();
    private final PathAcceptor acceptor;

    private CloudRelay(CloudConfig config) throws IOException, ConfigException {
        ServerConnector connector = new ServerConnector(loop, config.isTransparent());
        acceptor = new PathAcceptor(
                loop,
                PathSecurity.cloud(config.authentication()),
                () -> Session.cloud(
                        SessionSettings.defaults(),
                        ScheduleSettings.defaults(),
                        config.sharing().orElse(SharingRule.PROPORTIONAL),
                        new Policy(config.policy()),
                        connector,
                        new ContextRegistry(),
                        loop::wake,
                        loop.now()));
    }

    /**
     * Starts one.
     *
     * @throws ConfigException if the configuration cannot be used
     * @throws IOException if a key cannot be read or a port not be bound
     */
    public static CloudRelay start(CloudConfig config) throws IOException, ConfigException, InterruptedException {
        CloudRelay relay = new CloudRelay(config);
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

    @Override
    public List<SessionStatus> status() throws InterruptedException {
        return loop.ask(acceptor::status);
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
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            loop.close();
        }
    }
}
