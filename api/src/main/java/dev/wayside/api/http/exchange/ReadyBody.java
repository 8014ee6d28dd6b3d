package dev.wayside.api.http.exchange;

import io.javalin.http.Context;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/** A body that the service holds anyway, such as a file of the program: an answer of it costs no copy. */
public final class ReadyBody {

    private static final String ATTRIBUTE = ReadyBody.class.getName();

    private ReadyBody() {}

    /** Answers with an array that never changes. */
    public static void respond(Context context, byte[] body) {
        context.req().setAttribute(ATTRIBUTE, body);
    }

    /** The body that a call has answered with; null if it has written one itself, or none. */
    public static byte @Nullable [] of(Request request) {
        return (byte[]) request.getAttribute(ATTRIBUTE);
    }
}
