package dev.wayside.relay.run;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import dev.wayside.relay.config.Policy;
import dev.wayside.relay.config.PolicyFile;
import dev.wayside.relay.loop.RelayLoop;
import dev.wayside.relay.reload.ReloadReport;
import dev.wayside.relay.schedule.SharingRule;
import dev.wayside.relay.session.Session;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The policy in force in all sessions of a relay, and the file that keeps it over a restart. */
final class RelayPolicy {

    private static final Logger LOG = LoggerFactory.getLogger(RelayPolicy.class);

    private final RelayLoop loop;
    private final Supplier<List<Session>> sessions;
    private Policy policy;
    private SharingRule sharing;
    private volatile Optional<PolicyFile> file;

    RelayPolicy(
            RelayLoop loop,
            Policy first,
            SharingRule sharing,
            Optional<PolicyFile> file,
            Supplier<List<Session>> sessions) {
        this.loop = loop;
        this.policy = first;
        this.sharing = sharing;
        this.file = file;
        this.sessions = sessions;
        warn();
    }

    private void warn() {
        policy.warning(sharing).ifPresent(LOG::warn);
    }

    /** The policy; called on the relay's loop. */
    Policy current() {
        return policy;
    }

    /** The policy; called from another thread. */
    Policy read() throws InterruptedException {
        return loop.ask(this::current);
    }

    /** Replaces the policy; called from another thread. */
    void replace(Policy other) throws InterruptedException {
        loop.ask(() -> {
            use(other);
            return true;
        });
        LOG.info("the policy was replaced: {}", other.toJson());
    }

    /** Applies a policy to present and future flows; called on the relay's loop. */
    void use(Policy other) {
        policy = other;
        warn();
        sessions.get().forEach(session -> session.replacePolicy(other, loop.now()));
    }

    Optional<PolicyFile> file() {
        return file;
    }

    /** Applies the settings of a reload; called on the relay's loop. */
    void reload(Policy next, SharingRule nextSharing, Optional<PolicyFile> nextFile, ReloadReport.Lines lines) {
        boolean sharesAlike = sharing == nextSharing;
        sharing = nextSharing;
        lines.applied("policyFile", file, nextFile);
        file = nextFile;
        if (!policy.equals(next)) {
            use(next);
            String from = nextFile.filter(PolicyFile::exists)
                    .map(kept -> ", from " + kept.path() + ", which holds instead of the configuration's")
                    .orElse("");
            lines.applied("policy and kinds: applied" + from + ": " + next.toJson());
        } else if (!sharesAlike) {
            warn();
        }
    }
}
