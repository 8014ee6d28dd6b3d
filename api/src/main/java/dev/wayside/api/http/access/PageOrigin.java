package dev.wayside.api.http.access;

import java.net.URI;
import java.util.Set;

import dev.wayside.api.http.exchange.ProblemException;
import dev.wayside.api.http.exchange.ProblemType;
import io.javalin.http.Context;
import org.jspecify.annotations.Nullable;

/**
 * A guard against pages of other sites that act through the browser of somebody who may: a browser sends simple
 * requests, and opens streams, without asking first. Programs send no {@code Origin}.
 */
final class PageOrigin {

    private static final Set<String> CHANGE_NOTHING = Set.of("GET", "HEAD", "OPTIONS");

    private PageOrigin() {}

    /** @throws ProblemException if a page of another site sends what changes something */
    static void checkChange(Context context) {
        if (!CHANGE_NOTHING.contains(context.method().name())) {
            requireOwn(context);
        }
    }

    /** @throws ProblemException if a page of another site sends it */
    static void requireOwn(Context context) {
        String origin = context.header("Origin");
        if (origin != null && !isOwn(origin, context.header("Host"))) {
            throw new ProblemException(
                    ProblemType.CROSS_ORIGIN,
                    "pages of other sites may not call this; call it from a page of the service");
        }
    }

    private static boolean isOwn(String origin, @Nullable String host) {
        try {
            return host != null && host.equalsIgnoreCase(URI.create(origin).getRawAuthority());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
