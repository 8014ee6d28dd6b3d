package dev.wayside.api.http;

import java.util.List;
import java.util.Optional;

import dev.wayside.api.http.access.AccessToken;
import dev.wayside.api.http.access.TlsKeys;
import dev.wayside.api.http.exchange.ServiceLimits;
import dev.wayside.api.http.upkeep.BackupDirectory;
import dev.wayside.api.http.upkeep.Retention;
import dev.wayside.kvstore.StoreSettings;
import dev.wayside.matcher.MatchSettings;

/**
 * Settings of a service.
 *
 * @param listener address, names and TLS
 * @param match for predictions that do not say otherwise
 * @param limits of requests and connections
 * @param tokens of the clients that may call; empty for every client
 * @param retention deletion of old days
 * @param accessLog true if each request is logged
 * @param backups directory of backups; empty for none
 */
public record ServiceSettings(
        Listener listener,
        MatchSettings match,
        ServiceLimits limits,
        List<AccessToken> tokens,
        Retention retention,
        boolean accessLog,
        Optional<BackupDirectory> backups) {

    /** @throws IllegalArgumentException if two tokens have one name or hash */
    public ServiceSettings {
        tokens = List.copyOf(tokens);
        if (tokens.stream().map(AccessToken::name).distinct().count() < tokens.size()
                || tokens.stream().map(AccessToken::sha256).distinct().count() < tokens.size()) {
            throw new IllegalArgumentException("two tokens have the same name or hash; each needs its own");
        }
    }

    /** Loopback, plain HTTP, every client, default limits, no retention, no backups. */
    public static ServiceSettings onLoopback(StoreSettings store, int port) {
        return new ServiceSettings(
                Listener.onLoopback(port),
                MatchSettings.defaultsFor(store),
                ServiceLimits.DEFAULT,
                List.of(),
                Retention.FOREVER,
                false,
                Optional.empty());
    }

    /** The same with another listener. */
    public ServiceSettings withListener(Listener other) {
        return new ServiceSettings(other, match, limits, tokens, retention, accessLog, backups);
    }

    /** The same on another address. */
    public ServiceSettings withHost(String host) {
        return withListener(listener.withHost(host));
    }

    /** The same on another port. */
    public ServiceSettings withPort(int port) {
        return withListener(listener.withPort(port));
    }

    /** The same with a port for health and metrics alone. */
    public ServiceSettings withMonitorPort(int port) {
        return withListener(listener.withMonitorPort(port));
    }

    /** The same with more names. */
    public ServiceSettings withHostNames(List<String> hostNames) {
        return withListener(listener.withHostNames(hostNames));
    }

    /** The same over HTTPS. */
    public ServiceSettings withTls(TlsKeys keys) {
        return withListener(listener.withTls(keys));
    }

    /** The same with other predictions. */
    public ServiceSettings withMatch(MatchSettings other) {
        return new ServiceSettings(listener, other, limits, tokens, retention, accessLog, backups);
    }

    /** The same with other limits. */
    public ServiceSettings withLimits(ServiceLimits other) {
        return new ServiceSettings(listener, match, other, tokens, retention, accessLog, backups);
    }

    /** The same for clients with a token. */
    public ServiceSettings withTokens(List<AccessToken> other) {
        return new ServiceSettings(listener, match, limits, other, retention, accessLog, backups);
    }

    /** The same with deletion of old days. */
    public ServiceSettings withRetention(Retention other) {
        return new ServiceSettings(listener, match, limits, tokens, other, accessLog, backups);
    }

    /** The same with or without an access log. */
    public ServiceSettings withAccessLog(boolean isWanted) {
        return new ServiceSettings(listener, match, limits, tokens, retention, isWanted, backups);
    }

    /** The same with backups. */
    public ServiceSettings withBackups(BackupDirectory directory) {
        return new ServiceSettings(listener, match, limits, tokens, retention, accessLog, Optional.of(directory));
    }
}
