package dev.wayside.relay.config;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

import dev.wayside.relay.schedule.SharingRule;

/**
 * The configuration of an edge relay.
 *
 * @param intercept the traffic that the edge carries; changes need a restart
 * @param uplinks the interfaces towards the cloud; one or more
 * @param cloud addresses of the cloud relay, each uplink has a path to each of them; a second relay process is a
 *     standby; each uplink needs its own if absent
 * @param authentication how the relays prove who they are, the same way on both sides
 * @param kinds the kind of a flow by its ends, until it is bulk, the first rule that matches decides; {@code control}
 *     for ports 22, 53, 123, 5060 and 5061, {@code html} for 80 and 443 if absent
 * @param policy rules for the uplink, the first that matches a flow decides
 * @param policyFile the file that keeps the rules of {@code PUT /policy?persist=true}; where it exists, it replaces
 *     {@code policy} and {@code kinds}; none if absent
 * @param sharing how users share the paths: by weight, or by priority first; {@code proportional} if absent
 * @param history the history database; none if absent
 * @param signal sources of cells and RSRP, next to what programs push to {@code /contexts/signal}; none if absent
 * @param status the address of the status page, metrics and calls; changes need a restart; none if absent
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
