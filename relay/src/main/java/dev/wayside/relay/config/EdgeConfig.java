package dev.wayside.relay.config;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

import dev.wayside.relay.schedule.SharingRule;

/**
 * An edge relay's configuration.
 *
 * @param intercept what it takes
 * @param uplinks its interfaces towards the cloud
 * @param cloud the cloud relay's addresses; each uplink has a path to each
 * @param authentication how both relays prove who they are
 * @param kinds what flows are taken for by their ends; the usual ports if absent
 * @param policy rules, the first that matches decides
 * @param policyFile where rules are kept that were given at run time to stay; nowhere if absent
 * @param sharing how users share
 * @param history the history database; none is asked if absent
 * @param signal where cells and signal are learned; only what is pushed if absent
 * @param status where the status page and metrics are; nowhere if absent
 */
public record EdgeConfig(
        Interception intercept,
        List<Uplink> uplinks,
        List<HostPort> cloud,
        Authentication authentication,
        List<KindRule> kinds,
        List<PolicyRule> policy,
        Optional<PolicyFile> policyFile,
        Optional<SharingRule> sharing,
        Optional<HistoryConfig> history,
        Optional<SignalConfig> signal,
        Optional<HostPort> status) {

    /** Fills in what is absent. */
    public EdgeConfig {
        Absent.required(intercept, "intercept");
        uplinks = Absent.orEmpty(uplinks, "uplinks");
        cloud = Absent.orEmpty(cloud, "cloud");
        Absent.required(authentication, "authentication");
        if (!authentication.acceptedKeyFiles().isEmpty()) {
            throw new IllegalArgumentException(
                    "'acceptedKeyFiles' is a setting of the cloud; an edge has one key, 'keyFile'");
        }
        kinds = KindRule.orUsual(kinds);
        policy = Absent.orEmpty(policy, "policy");
        if (uplinks.isEmpty()) {
            throw new IllegalArgumentException("'uplinks' is empty: name at least one interface");
        }
        for (Uplink uplink : uplinks) {
            if (uplink.cloud().isEmpty() && cloud.isEmpty()) {
                throw new IllegalArgumentException(
                        "uplink " + uplink.device() + " has no 'cloud' address, nor has the edge");
            }
        }
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
