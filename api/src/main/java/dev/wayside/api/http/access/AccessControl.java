package dev.wayside.api.http.access;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import dev.wayside.api.http.exchange.ProblemException;
import dev.wayside.api.http.exchange.ProblemType;
import io.javalin.http.Context;
import io.javalin.security.RouteRole;
import io.javalin.websocket.WsConnectContext;
import org.jspecify.annotations.Nullable;

/**
 * Access control: compares the scope of a route with those of the caller's token. Without any token in the
 * configuration everybody may call everything.
 */
public final class AccessControl {

    private static final String CLIENT = "wayside.client";
    private static final String TOKEN = "wayside.token";
    private static final String INGEST_OWNER = "wayside.ingest-owner";
    private static final String BEARER = "bearer ";

    private final Map<String, AccessToken> tokensByHash;

    public AccessControl(List<AccessToken> tokens) {
        this.tokensByHash = tokens.stream().collect(Collectors.toMap(AccessToken::sha256, Function.identity()));
    }

    /** @throws ProblemException if the route needs a scope that the caller does not show */
    void check(Context context) {
        require(context.routeRoles(), context);
    }

    /** The caller's token by name; their address where there are no tokens. */
    public static String client(Context context) {
        String name = context.attribute(CLIENT);
        return name == null ? context.ip() : name;
    }

    /** The name of the caller's token; empty if none that is known was shown. */
    public static Optional<String> token(Context context) {
        return Optional.ofNullable(context.attribute(TOKEN));
    }

    /** The token by name, as {@link #client} tells it later; the address of a caller without a known one. */
    public String owner(@Nullable String authorization, String address) {
        AccessToken token = known(bearer(authorization));
        return token == null ? address : token.name();
    }

    /** Keeps who the caller is for the stream that the request becomes. */
    void remember(Context context) {
        AccessToken token = shown(context);
        context.attribute(CLIENT, client(context));
        if (tokensByHash.isEmpty() || (token != null && token.scopes().contains(Scope.INGEST))) {
            context.attribute(INGEST_OWNER, token(context).orElse(""));
        }
    }

    /** The name of the token of a stream that may send rows, as {@link #token}; absent if it may not. */
    public static Optional<String> ingestOwner(WsConnectContext stream) {
        return Optional.ofNullable(stream.attribute(INGEST_OWNER));
    }

    /** The client that opened a stream. */
    public static String client(WsConnectContext stream) {
        return String.valueOf(stream.<String>attribute(CLIENT));
    }

    void require(Set<RouteRole> scopes, Context context) {
        AccessToken token = shown(context);
        if (token != null) {
            context.attribute(CLIENT, token.name());
            context.attribute(TOKEN, token.name());
        }
        if (tokensByHash.isEmpty() || scopes.isEmpty()) {
            return;
        }
        if (token == null) {
            context.header("WWW-Authenticate", "Bearer realm=\"wayside\"");
            throw new ProblemException(
                    ProblemType.UNAUTHENTICATED,
                    "a token is needed, and one that is known; send 'Authorization: Bearer wayside_...'");
        }
        if (!token.scopes().containsAll(scopes)) {
            context.header(
                    "WWW-Authenticate",
                    "Bearer realm=\"wayside\", error=\"insufficient_scope\", scope=\"" + names(scopes) + '"');
            throw new ProblemException(
                    ProblemType.INSUFFICIENT_SCOPE, "token " + token.name() + " lacks the scope " + names(scopes));
        }
    }

    /** Pages cannot set {@code Authorization} on a WebSocket: there a subprotocol brings the token. */
    private @Nullable AccessToken shown(Context context) {
        Optional<String> sent = bearer(context.header("Authorization"));
        return known(sent.isPresent() ? sent : StreamProtocol.bearer(context));
    }

    private @Nullable AccessToken known(Optional<String> token) {
        return token.map(text -> tokensByHash.get(AccessToken.hash(text))).orElse(null);
    }

    private static Optional<String> bearer(@Nullable String header) {
        return header != null && header.toLowerCase(Locale.ROOT).startsWith(BEARER)
                ? Optional.of(header.substring(BEARER.length()).strip())
                : Optional.empty();
    }

    private static String names(Set<RouteRole> scopes) {
        return scopes.stream().map(String::valueOf).sorted().collect(Collectors.joining(" "));
    }
}
