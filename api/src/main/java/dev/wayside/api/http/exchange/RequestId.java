package dev.wayside.api.http.exchange;

import java.util.UUID;
import java.util.regex.Pattern;

import io.javalin.http.Context;

/**
 * The name of an exchange, by which a client's report can be found in the log: the client's own id if it sent a usable
 * one.
 */
public final class RequestId {

    private static final String HEADER = "X-Request-Id";
    private static final String ATTRIBUTE = "wayside.request-id";
    /** Anything longer or stranger could break a log line. */
    private static final Pattern USABLE = Pattern.compile("[A-Za-z0-9._:/+=-]{1,128}");

    private RequestId() {}

    public static void assign(Context context) {
        String sent = context.header(HEADER);
        String id = sent != null && USABLE.matcher(sent).matches()
                ? sent
                : UUID.randomUUID().toString();
        context.attribute(ATTRIBUTE, id);
        context.header(HEADER, id);
    }

    public static String of(Context context) {
        return String.valueOf(context.<Object>attribute(ATTRIBUTE));
    }
}
