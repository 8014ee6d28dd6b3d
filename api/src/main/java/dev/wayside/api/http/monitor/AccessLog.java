package dev.wayside.api.http.monitor;

import java.time.Duration;
import java.util.Optional;

import dev.wayside.api.http.access.AccessControl;
import dev.wayside.api.http.exchange.RequestId;
import io.javalin.http.Context;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** A line for each request that reached the router. */
public final class AccessLog {

    private static final Logger LOG = LoggerFactory.getLogger("access");
    private static final double NANOS_PER_MILLI = 1e6;
    /** Chosen: a line of the log stays readable, whatever a client sends. */
    private static final int MAX_PATH = 200;

    private AccessLog() {}

    static void answered(Context context, Duration took) {
        answered(context, context.statusCode(), took);
    }

    static void answered(Context context, int status, Duration took) {
        LoggingEventBuilder line = LOG.atInfo()
                .addKeyValue("method", context.method().name())
                .addKeyValue("path", printable(context.req().getRequestURI()))
                .addKeyValue("status", status)
                .addKeyValue("millis", took.toNanos() / NANOS_PER_MILLI)
                .addKeyValue("client", context.ip());
        Optional<String> token = AccessControl.token(context);
        LoggingEventBuilder named = token.isPresent() ? line.addKeyValue("token", token.get()) : line;
        named.addKeyValue("request", RequestId.of(context)).log("");
    }

    /** The route, of which there are few, and not the path, of which there are many. */
    static String call(Context context) {
        String path = context.endpoint().path;
        return path.startsWith("/") ? path : "none";
    }

    private static String printable(String path) {
        String shown = path.length() <= MAX_PATH ? path : path.substring(0, MAX_PATH) + "...";
        return shown.replaceAll("[^\\x21-\\x7e]", "?");
    }
}
