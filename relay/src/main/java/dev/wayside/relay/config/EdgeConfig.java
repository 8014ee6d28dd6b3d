package dev.wayside.relay.config;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

import dev.wayside.relay.schedule.SharingRule;

/**
 * The configuration of an edge relay.
 *
 * @param intercept traffic that it intercepts
 * @param uplinks its interfaces towards the cloud
 * @param cloud the cloud relay's addresses; each uplink has a path to each
 * @param authentication authentication of both relays
 * @param kinds rules for the kind of a flow by its ends; the usual ports if absent
 * @param policy rules, the first that matches decides
 * @param policyFile file for rules that were set at run time to stay; none if absent
 * @param sharing rule by which users share
 * @param history the history database; none if absent
 * @param signal sources of cells and signal; only pushed ones if absent
 * @param status address of the status page and the metrics; none if absent
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

    /** Checks the settings, and fills in the defaults. */
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
                throw new IllegalArgumentException("uplink " + uplink.device()
                        + " has no cloud address: set 'cloud' of the uplink or of the edge");
            }
        }
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
