package dev.wayside.relay.run;

import java.io.IOException;

import dev.wayside.relay.config.CloudConfig;
import dev.wayside.relay.config.ConfigException;
import dev.wayside.relay.config.Policy;
import dev.wayside.relay.loop.RelayLoop;
import dev.wayside.relay.path.ListenAddresses;
import dev.wayside.relay.path.PathAcceptor;
import dev.wayside.relay.path.PathSecurity;
import dev.wayside.relay.reload.ReloadReport;
import dev.wayside.relay.reload.Reloads;
import dev.wayside.relay.schedule.SharingRule;
import dev.wayside.relay.session.Session;

/**
 * The application of a cloud relay's changed settings. Steps that can fail come first. After a reload the relay runs as
 * if it had been started with the file, except for the settings that it reports to need a restart.
 */
final class CloudReload implements Reloads.Application<CloudConfig> {

    private final RelayLoop loop;
    private final PathAcceptor acceptor;
    private final ListenAddresses listen;
    private final RelayPolicy policy;
    private final CloudConfig started;
    private volatile CloudConfig inForce;

    CloudReload(
            RelayLoop loop, PathAcceptor acceptor, ListenAddresses listen, RelayPolicy policy, CloudConfig started) {
        this.loop = loop;
        this.acceptor = acceptor;
        this.listen = listen;
        this.policy = policy;
        this.started = started;
        this.inForce = started;
    }

    /** The sharing rule of new sessions. */
    SharingRule sharing() {
        return inForce.sharing().orElse(SharingRule.PROPORTIONAL);
    }

    @Override
    public ReloadReport apply(CloudConfig next) throws ConfigException, IOException, InterruptedException {
        PathSecurity security = PathSecurity.cloud(next.authentication());
        Policy rules = next.firstPolicy();
        listen.replace(next.listen());
        ReloadReport.Lines lines = new ReloadReport.Lines();
        lines.applied("listen", inForce.listen(), next.listen());
        lines.applied("congestionControl of new paths", inForce.congestionControl(), next.congestionControl());
        lines.applied("sharing", inForce.sharing(), next.sharing());
        loop.ask(() -> {
            acceptor.reload(security, next.congestionControl(), lines);
            policy.reload(rules, next.sharing().orElse(SharingRule.PROPORTIONAL), next.policyFile(), lines);
            inForce = next;
            acceptor.sessions().forEach(this::share);
            return true;
        });
        lines.atRestart("device", started.device(), next.device());
        lines.atRestart("raw", started.carriesPackets(), next.carriesPackets());
        lines.atRestart("transparent", started.isTransparent(), next.isTransparent());
        lines.atRestart("status", started.status(), next.status());
        return lines.report();
    }

    private void share(Session session) {
        session.replaceSharing(sharing());
    }
}
