package dev.wayside.api.http.exchange;

import java.io.IOException;

import io.javalin.http.Context;
import jakarta.servlet.http.HttpServletResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A body that is too large: the answer goes out at once, and the connection is closed. */
final class RefusedBody {

    private static final Logger LOG = LoggerFactory.getLogger(RefusedBody.class);

    private RefusedBody() {}

    static void answer(Context context, Problem problem) {
        HttpServletResponse response = context.res();
        response.setHeader("Connection", "close");
        try {
            Exchange.send(response, problem);
        } catch (IOException e) {
            LOG.debug("the client left before it was refused", e);
        }
    }
}
