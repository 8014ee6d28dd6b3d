package dev.wayside.api.http;

import java.util.List;
import java.util.Optional;

import dev.wayside.api.http.access.AccessToken;
import dev.wayside.api.http.access.HostNames;
import dev.wayside.api.http.access.TlsKeys;
import dev.wayside.api.http.exchange.ServiceLimits;
import dev.wayside.api.http.upkeep.BackupDirectory;
import dev.wayside.api.http.upkeep.Retention;
import dev.wayside.kvstore.StoreSettings;
import dev.wayside.matcher.MatchSettings;

/**
 * How a service runs.
 *
 * @param host name or address to listen on; {@code 127.0.0.1} is reached from this machine only
 * @param hostNames by which clients without a token may call it, beside its address and {@code localhost}
 * @param port 0 to 65535; 0 takes any free one
 * @param match for predictions that do not say otherwise
 * @param limits what may be asked for
 * @param tokens who may call; empty for everybody
 * @param tls what makes it HTTPS; empty for plain HTTP
 * @param retention which days are forgotten by themselves
 * @param accessLog true if each request is logged
 * @param backups where backups go; empty for none
 */
public record ServiceSettings(
        String host,
        List<String> hostNames,
        int port,
        MatchSettings match,
        ServiceLimits limits,
        List<AccessToken> tokens,
        Optional<TlsKeys> tls,
        Retention retention,
        boolean accessLog,
        Optional<BackupDirectory> backups) {

    /** RFC 9293: ports have 16 bits. */
    private static final int MAX_PORT = 65_535;

    /** @throws IllegalArgumentException if there is no such port, two tokens have one name, or a host name is none */
    public ServiceSettings {
        tokens = List.copyOf(tokens);
        hostNames = List.copyOf(hostNames);
        HostNames.requireNames(hostNames);
        if (port < 0 || port > MAX_PORT) {
            throw new IllegalArgumentException("the port must lie between 0 and " + MAX_PORT + ", not " + port);
        }
        if (tokens.stream().map(AccessToken::name).distinct().count() < tokens.size()
                || tokens.stream().map(AccessToken::sha256).distinct().count() < tokens.size()) {
            throw new IllegalArgumentException("two tokens have the same name or hash; each needs its own");
        }
    }

    /** Loopback, plain HTTP, everybody, default limits, nothing forgotten. */
    public static ServiceSettings onLoopback(StoreSettings store, int port) {
        return new ServiceSettings(
                "127.0.0.1",
                List.of(),
                port,
                MatchSettings.defaultsFor(store),
                ServiceLimits.DEFAULT,
                List.of(),
                Optional.empty(),
                Retention.FOREVER,
                false,
                Optional.empty());
    }

    /** The same listening elsewhere. */
    public ServiceSettings withHost(String otherHost) {
        return new ServiceSettings(
                otherHost, hostNames, port, match, limits, tokens, tls, retention, accessLog, backups);
    }

    /** The same on another port. */
    public ServiceSettings withPort(int otherPort) {
        return new ServiceSettings(
                host, hostNames, otherPort, match, limits, tokens, tls, retention, accessLog, backups);
    }

    /** The same with other predictions. */
    public ServiceSettings withMatch(MatchSettings otherMatch) {
        return new ServiceSettings(
                host, hostNames, port, otherMatch, limits, tokens, tls, retention, accessLog, backups);
    }

    /** The same with or without a line for each request. */
    public ServiceSettings withAccessLog(boolean isWanted) {
        return new ServiceSettings(host, hostNames, port, match, limits, tokens, tls, retention, isWanted, backups);
    }

    /** The same called by these names too. */
    public ServiceSettings withHostNames(List<String> otherNames) {
        return new ServiceSettings(host, otherNames, port, match, limits, tokens, tls, retention, accessLog, backups);
    }

    /** The same with other limits. */
    public ServiceSettings withLimits(ServiceLimits otherLimits) {
        return new ServiceSettings(
                host, hostNames, port, match, otherLimits, tokens, tls, retention, accessLog, backups);
    }

    /** The same for those who have a token. */
    public ServiceSettings withTokens(List<AccessToken> otherTokens) {
        return new ServiceSettings(
                host, hostNames, port, match, limits, otherTokens, tls, retention, accessLog, backups);
    }

    /** The same over HTTPS. */
    public ServiceSettings withTls(TlsKeys keys) {
        return new ServiceSettings(
                host, hostNames, port, match, limits, tokens, Optional.of(keys), retention, accessLog, backups);
    }

    /** The same forgetting what is old. */
    public ServiceSettings withRetention(Retention otherRetention) {
        return new ServiceSettings(
                host, hostNames, port, match, limits, tokens, tls, otherRetention, accessLog, backups);
    }

    /** The same with backups. */
    public ServiceSettings withBackups(BackupDirectory directory) {
        return new ServiceSettings(
                host, hostNames, port, match, limits, tokens, tls, retention, accessLog, Optional.of(directory));
    }
}
