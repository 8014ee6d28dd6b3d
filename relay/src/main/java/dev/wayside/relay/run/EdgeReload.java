package dev.wayside.relay.run;

import java.io.IOException;
import java.util.Optional;

import dev.wayside.relay.config.ConfigException;
import dev.wayside.relay.config.EdgeConfig;
import dev.wayside.relay.config.Policy;
import dev.wayside.relay.feed.EdgeContexts;
import dev.wayside.relay.loop.RelayLoop;
import dev.wayside.relay.path.EdgePaths;
import dev.wayside.relay.path.PathSecurity;
import dev.wayside.relay.reload.ReloadReport;
import dev.wayside.relay.reload.Reloads;
import dev.wayside.relay.schedule.SharingRule;
import dev.wayside.relay.session.Session;

/**
 * The application of an edge's changed settings. Steps that can fail come first. After a reload the relay runs as if it
 * had been started with the file, except for the settings that it reports to need a restart.
 */
final class EdgeReload implements Reloads.Application<EdgeConfig> {

    private final RelayLoop loop;
    private final Session session;
    private final EdgePaths paths;
    private final EdgeContexts contexts;
    private final RelayPolicy policy;
    private final EdgeConfig started;
    private Optional<SharingRule> sharing;

    EdgeReload(
            RelayLoop loop,
            Session session,
            EdgePaths paths,
            EdgeContexts contexts,
            RelayPolicy policy,
            EdgeConfig started) {
        this.loop = loop;
        this.session = session;
        this.paths = paths;
        this.contexts = contexts;
        this.policy = policy;
        this.started = started;
        this.sharing = started.sharing();
    }

    @Override
    public ReloadReport apply(EdgeConfig next) throws ConfigException, IOException, InterruptedException {
        PathSecurity security = PathSecurity.edge(next.authentication());
        Policy rules = next.firstPolicy();
        EdgeContexts.Change change = contexts.prepare(next);
        ReloadReport.Lines lines = new ReloadReport.Lines();
        Runnable release = loop.ask(() -> {
            paths.reload(next.uplinks(), next.cloud(), security, lines);
            Runnable replaced = contexts.reload(change, next, lines);
            policy.reload(rules, next.sharing().orElse(SharingRule.PROPORTIONAL), next.policyFile(), lines);
            lines.applied("sharing", sharing, next.sharing());
            sharing = next.sharing();
            session.replaceSharing(sharing.orElse(SharingRule.PROPORTIONAL));
            return replaced;
        });
        release.run();
        lines.atRestart("intercept", started.intercept(), next.intercept());
        lines.atRestart("status", started.status(), next.status());
        return lines.report();
    }
}
