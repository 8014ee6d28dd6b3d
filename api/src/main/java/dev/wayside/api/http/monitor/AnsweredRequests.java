package dev.wayside.api.http.monitor;

import java.time.Duration;

import io.javalin.http.Context;

/** A record of every answered request: in the metrics, and in the access log if there is one. */
public final class AnsweredRequests {

    private static final double NANOS_PER_MILLI = 1e6;

    private final ServiceMetrics metrics;
    private final boolean hasAccessLog;

    public AnsweredRequests(ServiceMetrics metrics, boolean hasAccessLog) {
        this.metrics = metrics;
        this.hasAccessLog = hasAccessLog;
    }

    /** Records a request by the route that it took. */
    public void record(Context context, float millis) {
        Duration took = Duration.ofNanos((long) (millis * NANOS_PER_MILLI));
        metrics.answered(context, took);
        if (hasAccessLog) {
            AccessLog.answered(context, took);
        }
    }

    /** Records the handshake of a stream, which the router's own logger does not see. */
    public void recordHandshake(Context context, String path, int status, Duration took) {
        metrics.answered("GET", path, status, took);
        if (hasAccessLog) {
            AccessLog.answered(context, status, took);
        }
    }
}
