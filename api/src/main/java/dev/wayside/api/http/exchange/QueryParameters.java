package dev.wayside.api.http.exchange;

import java.util.Set;
import java.util.regex.Pattern;

import io.javalin.http.Context;

/** The query of a URL, of which nothing that a call does not know is passed over. */
public final class QueryParameters {

    private static final Pattern BROKEN_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");

    private QueryParameters() {}

    /**
     * Checks that a query holds known parameters only.
     *
     * @throws ProblemException if the query cannot be decoded or holds another parameter
     */
    public static void requireOnly(Context context, String... known) {
        String query = context.queryString();
        // A parameter that cannot be decoded would be passed over.
        if (query != null && BROKEN_ESCAPE.matcher(query).find()) {
            throw ProblemException.invalid("the query holds a % that is not followed by two hexadecimal digits");
        }
        for (String parameter : context.queryParamMap().keySet()) {
            if (!Set.of(known).contains(parameter)) {
                throw ProblemException.invalid("unknown query parameter " + parameter
                        + (known.length == 0 ? "; none is known" : "; known are " + String.join(" and ", known)));
            }
        }
    }

    /**
     * The value of a parameter that is true or false; false if it is missing.
     *
     * @throws ProblemException if it is anything else
     */
    public static boolean flag(Context context, String name) {
        String value = context.queryParam(name);
        if (value == null || value.equals("false")) {
            return false;
        }
        if (value.equals("true")) {
            return true;
        }
        throw ProblemException.invalid(name + " is '" + value + "'; it can be true or false");
    }
}
