package dev.wayside.api.http.flow;

import io.javalin.http.Context;
import org.eclipse.jetty.server.Request;

/** An answer of unknown size that is written while it is made: its call waits for the reader now and then. */
final class PacedAnswer {

    private static final String ATTRIBUTE = PacedAnswer.class.getName();

    private PacedAnswer() {}

    static void begin(Context context) {
        context.req().setAttribute(ATTRIBUTE, true);
    }

    static boolean isWanted(Request request) {
        return request.getAttribute(ATTRIBUTE) != null;
    }
}
