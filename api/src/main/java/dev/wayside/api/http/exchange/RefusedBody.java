package dev.wayside.api.http.exchange;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.TimeUnit;

import io.javalin.http.Context;
import jakarta.servlet.http.HttpServletResponse;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A body that is too large: the answer goes out at once, and the connection is closed. Whoever is still sending when it
 * is closed may never see the answer, so that what they send is thrown away for a short while.
 */
final class RefusedBody {

    private static final Logger LOG = LoggerFactory.getLogger(RefusedBody.class);
    private static final long MAX_DRAIN_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final int MAX_SILENCE_MILLIS = 500;
    private static final int CHUNK_BYTES = 1 << 16;

    private RefusedBody() {}

    static void answer(Context context, Problem problem) {
        HttpServletResponse response = context.res();
        response.setHeader("Connection", "close");
        try {
            Exchange.send(response, problem);
            // Who asks first sends no more once they are told.
            if (context.header("Expect") == null) {
                throwAway(context);
            }
        } catch (IOException e) {
            LOG.debug("the client stopped sending what is refused", e);
        }
    }

    private static void throwAway(Context context) throws IOException {
        ServletContextRequest.getServletContextRequest(context.req())
                .getConnectionMetaData()
                .getConnection()
                .getEndPoint()
                .setIdleTimeout(MAX_SILENCE_MILLIS);
        InputStream rest = context.req().getInputStream();
        byte[] chunk = new byte[CHUNK_BYTES];
        long started = System.nanoTime();
        int read = 0;
        while (read >= 0 && System.nanoTime() - started < MAX_DRAIN_NANOS) {
            read = rest.read(chunk);
        }
    }
}
