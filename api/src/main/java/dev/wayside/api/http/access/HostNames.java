package dev.wayside.api.http.access;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

import dev.wayside.api.http.exchange.ProblemException;
import dev.wayside.api.http.exchange.ProblemType;
import io.javalin.http.Context;

/**
 * A guard against pages that point their own name at this service (DNS rebinding): to a browser they are the service's
 * own pages. Addresses cannot be made to lead elsewhere, and with tokens such a page gets nothing.
 */
public final class HostNames {

    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|\\[.*]|.*:.*");
    private static final String LOCALHOST = "localhost";

    private final boolean isOpen;
    private final Set<String> openPaths;
    private final Set<String> known = new HashSet<>();

    /**
     * The names that clients may call the service by.
     *
     * @param isOpen true if any name is allowed, because every caller needs a token
     * @param names the service's own names
     * @param openPaths paths that may be called by any name
     */
    public HostNames(boolean isOpen, Collection<String> names, Set<String> openPaths) {
        this.isOpen = isOpen;
        this.openPaths = Set.copyOf(openPaths);
        names.forEach(name -> known.add(normal(name)));
    }

    /** @throws ProblemException if the service is called by a name that is not its own */
    void check(Context context) {
        String name = normal(context.req().getServerName());
        if (!isOpen && !openPaths.contains(context.path()) && !isOwn(name)) {
            throw new ProblemException(
                    ProblemType.UNKNOWN_HOST,
                    "the Host is not a name of this service; use its address, or configure the name as a host-name");
        }
    }

    private boolean isOwn(String name) {
        return ADDRESS.matcher(name).matches()
                || name.equals(LOCALHOST)
                || name.endsWith("." + LOCALHOST)
                || known.contains(name);
    }

    /** As names are compared: without regard to case, or to the dot that ends a full one. */
    private static String normal(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }

    /**
     * Checks that names are plain host names.
     *
     * @throws IllegalArgumentException if one of these is no plain host name
     */
    public static void requireNames(List<String> names) {
        for (String name : names) {
            if (name.isEmpty() || name.chars().anyMatch(c -> c <= ' ' || "/:*,".indexOf(c) >= 0)) {
                throw new IllegalArgumentException("'" + name
                        + "' is not a host name; give names such as wayside.example, without scheme or port");
            }
        }
    }
}
