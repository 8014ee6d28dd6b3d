package dev.wayside.relay.config;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

import dev.wayside.relay.schedule.SharingRule;

/**
 * The configuration of a cloud relay.
 *
 * @param listen the addresses on which edges open their paths; one or more
 * @param authentication how the relays prove who they are, the same way on both sides
 * @param congestionControl the kernel's congestion control of new paths; {@code bbr} if absent
 * @param device the interface towards the servers, needed by {@code --setup} and {@code raw}; changes need a restart;
 *     none if absent
 * @param raw whether the relay accepts whole packets of edges; changes need a restart; {@code false} if absent
 * @param transparent whether servers see the client's own address, not the relay's; changes need a restart;
 *     {@code true} if absent
 * @param kinds the kind of a flow by its ends, until it is bulk, the first rule that matches decides; {@code control}
 *     for ports 22, 53, 123, 5060 and 5061, {@code html} for 80 and 443 if absent
 * @param policy rules for the downlink, the first that matches a flow decides
 * @param policyFile the file that keeps the rules of {@code PUT /policy?persist=true}; where it exists, it replaces
 *     {@code policy} and {@code kinds}; none if absent
 * @param sharing how users share the paths: by weight, or by priority first; {@code proportional} if absent
 * @param status the address of the status page, metrics and calls; changes need a restart; none if absent
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
