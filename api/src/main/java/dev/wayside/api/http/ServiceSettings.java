package dev.wayside.api.http;

import java.time.Duration;
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
 * @param tripSilence time without a row after which a trip is closed
 * @param accessLog true if each request is logged
 * @param backups directory of backups; empty for none
 */
public record ServiceSettings(
        Listener listener,
        MatchSettings match,
        ServiceLimits limits,
        List<AccessToken> tokens,
        Retention retention,
        Duration tripSilence,
        boolean accessLog,
        Optional<BackupDirectory> backups) {

    /** Chosen: longer than a vehicle is without network; its last visits wait so long if nobody closes the trip. */
    public static final Duration DEFAULT_TRIP_SILENCE = Duration.ofMinutes(60);

    /** Chosen: a trip is closed after a week anyway. */
    private static final Duration MAX_TRIP_SILENCE = Duration.ofDays(7);

    /** @throws IllegalArgumentException if two tokens have one name or hash */
    public ServiceSettings {
        tokens = List.copyOf(tokens);
        if (tokens.stream().map(AccessToken::name).distinct().count() < tokens.size()
                || tokens.stream().map(AccessToken::sha256).distinct().count() < tokens.size()) {
            throw new IllegalArgumentException("two tokens have the same name or hash; each needs its own");
        }
    }

    /**
     * The silence of some minutes after which a trip is closed.
     *
     * @throws IllegalArgumentException if there are less than one, or more than a week has
     */
    public static Duration tripSilenceOfMinutes(int minutes) {
        Duration silence = Duration.ofMinutes(minutes);
        if (minutes < 1 || silence.compareTo(MAX_TRIP_SILENCE) > 0) {
            throw new IllegalArgumentException("the silence after which a trip is closed must lie between 1 and "
                    + MAX_TRIP_SILENCE.toMinutes() + " minutes, not " + minutes);
        }
        return silence;
    }

    /** Loopback, plain HTTP, every client, default limits, no retention, no backups. */
    public static ServiceSettings onLoopback(StoreSettings store, int port) {
        return new ServiceSettings(
                Listener.onLoopback(port),
                MatchSettings.defaultsFor(store),
                ServiceLimits.DEFAULT,
                List.of(),
                Retention.FOREVER,
                DEFAULT_TRIP_SILENCE,
                false,
                Optional.empty());
    }

    /** The same with another listener. */
    public ServiceSettings withListener(Listener other) {
        return new ServiceSettings(other, match, limits, tokens, retention, tripSilence, accessLog, backups);
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
        return new ServiceSettings(listener, other, limits, tokens, retention, tripSilence, accessLog, backups);
    }

    /** The same with other limits. */
    public ServiceSettings withLimits(ServiceLimits other) {
        return new ServiceSettings(listener, match, other, tokens, retention, tripSilence, accessLog, backups);
    }

    /** The same for clients with a token. */
    public ServiceSettings withTokens(List<AccessToken> other) {
        return new ServiceSettings(listener, match, limits, other, retention, tripSilence, accessLog, backups);
    }

    /** The same with deletion of old days. */
    public ServiceSettings withRetention(Retention other) {
        return new ServiceSettings(listener, match, limits, tokens, other, tripSilence, accessLog, backups);
    }

    /** The same with another silence after which a trip is closed. */
    public ServiceSettings withTripSilence(Duration other) {
        return new ServiceSettings(listener, match, limits, tokens, retention, other, accessLog, backups);
    }

    /** The same with or without an access log. */
    public ServiceSettings withAccessLog(boolean isWanted) {
        return new ServiceSettings(listener, match, limits, tokens, retention, tripSilence, isWanted, backups);
    }

    /** The same with backups. */
    public ServiceSettings withBackups(BackupDirectory directory) {
        return new ServiceSettings(
                listener, match, limits, tokens, retention, tripSilence, accessLog, Optional.of(directory));
    }
}
