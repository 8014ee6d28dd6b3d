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
 * A body that is too large: the answer goes out at once, and the connection is closed. A client that is still sending
 * when it is closed may never see the answer, so its data is discarded for a short time.
 */
final class RefusedBody {

    private static final Logger LOG = LoggerFactory.getLogger(RefusedBody.class);
    /** Chosen: long enough for an answer to arrive, short enough that a thread is free soon. */
    private static final long MAX_DRAIN_NANOS = TimeUnit.SECONDS.toNanos(2);
    /** Chosen: a client that is silent for this long sends no more. */
    private static final int MAX_SILENCE_MILLIS = 500;
    /** Chosen: few reads, little memory. */
    private static final int CHUNK_BYTES = 1 << 16;

    private RefusedBody() {}

    static void answer(Context context, Problem problem) {
        HttpServletResponse response = context.res();
        response.setHeader("Connection", "close");
        try {
            Exchange.send(response, problem);
            // A client with Expect sends no body after a refusal.
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
