package dev.wayside.relay.config;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

import dev.wayside.relay.schedule.SharingRule;

/**
 * The configuration of a cloud relay.
 *
 * @param listen addresses on which paths of edges arrive
 * @param authentication authentication of both relays
 * @param congestionControl of the paths; {@code bbr} by default otherwise
 * @param device the interface towards the servers, for {@code --setup} and {@code raw}
 * @param raw true to accept whole packets from edges; false by default
 * @param transparent true if servers see the client's own address (the default), false for the relay's
 * @param kinds rules for the kind of a flow by its ends; the usual ports if absent
 * @param policy rules, the first that matches decides
 * @param policyFile file for rules that were set at run time to stay; none if absent
 * @param sharing rule by which users share
 * @param status address of the status page and the metrics; none if absent
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

    /** Checks the settings, and fills in the defaults. */
    public CloudConfig {
        listen = Absent.orEmpty(listen, "listen");
        Absent.required(authentication, "authentication");
        congestionControl.ifPresent(CongestionControl::require);
        kinds = KindRule.orUsual(kinds);
        policy = Absent.orEmpty(policy, "policy");
        if (listen.isEmpty()) {
            throw new IllegalArgumentException("'listen' is empty: name at least one address, such as 0.0.0.0:7000");
        }
        if (raw.orElse(false) && device.isEmpty()) {
            throw new IllegalArgumentException("'raw' needs 'device', the interface towards the servers");
        }
    }

    /** True if whole packets from edges are accepted. */
    public boolean carriesPackets() {
        return raw.orElse(false);
    }

    /** True if servers see the client's own address. */
    public boolean isTransparent() {
        return transparent.orElse(true);
    }

    /**
     * The rules at the start: those in the policy file, if it exists.
     *
     * @throws ConfigException if the policy file is not valid
     * @throws IOException if it cannot be read
     */
    public Policy firstPolicy() throws ConfigException, IOException {
        Optional<Policy> kept = policyFile.isPresent() ? policyFile.get().read() : Optional.empty();
        return kept.orElseGet(() -> new Policy(kinds, policy));
    }
}
