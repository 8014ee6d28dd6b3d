package dev.wayside.relay.config;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

import dev.wayside.relay.schedule.SharingRule;

/**
 * A cloud relay's configuration.
 *
 * @param listen where edges' paths arrive
 * @param authentication how both relays prove who they are
 * @param congestionControl of the paths; {@code bbr} by default otherwise
 * @param device the interface towards the servers, for {@code --setup} and {@code raw}
 * @param raw whether edges' whole packets are taken (false, the default)
 * @param transparent whether servers see the client's own address (true, the default) or the relay's
 * @param kinds what flows are taken for by their ends; the usual ports if absent
 * @param policy rules, the first that matches decides
 * @param policyFile where rules are kept that were given at run time to stay; nowhere if absent
 * @param sharing how users share
 * @param status where the status page and metrics are; nowhere if absent
 */
public record CloudConfig(
        List<HostPort> listen,
        Authentication authentication,
        Optional<String> congestionControl,
        Optional<String> device,
        Optional<Boolean> raw,
        Optional<Boolean> transparent,
        List<KindRule> kinds,
        List<PolicyRule> policy,
        Optional<PolicyFile> policyFile,
        Optional<SharingRule> sharing,
        Optional<HostPort> status) {

    /** Fills in what is absent. */
    public CloudConfig {
        listen = Absent.orEmpty(listen, "listen");
        Absent.required(authentication, "authentication");
        congestionControl.ifPresent(CongestionControl::require);
        kinds = KindRule.orUsual(kinds);
        policy = Absent.orEmpty(policy, "policy");
        if (listen.isEmpty()) {
            throw new IllegalArgumentException("'listen' is empty: name at least one address, as 0.0.0.0:7000");
        }
        if (raw.orElse(false) && device.isEmpty()) {
            throw new IllegalArgumentException("'raw' needs 'device', the interface towards the servers");
        }
    }

    /** Whether edges' whole packets are taken. */
    public boolean carriesPackets() {
        return raw.orElse(false);
    }

    /** Whether servers see the client's own address. */
    public boolean isTransparent() {
        return transparent.orElse(true);
    }

    /**
     * The rules to begin with: those that were kept, if any were.
     *
     * @throws ConfigException if what was kept is not what it should be
     * @throws IOException if it cannot be read
     */
    public Policy firstPolicy() throws ConfigException, IOException {
        Optional<Policy> kept = policyFile.isPresent() ? policyFile.get().read() : Optional.empty();
        return kept.orElseGet(() -> new Policy(kinds, policy));
    }
}
