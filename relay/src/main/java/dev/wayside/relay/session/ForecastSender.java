package dev.wayside.relay.session;

import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

import dev.wayside.relay.context.PathForecast;
import dev.wayside.relay.message.ForecastPayload;
import dev.wayside.relay.message.Frame;
import dev.wayside.relay.message.FrameKind;

/**
 * Forecasts on their way to the cloud, on all paths at once: they are small, and worth nothing when they are late.
 * While the pair is idle, the newest forecast of each carrier waits here until it is too old. Time is an argument.
 */
final class ForecastSender {

    /** The look-ahead of a forecast, with which it ends. Chosen. */
    private static final long MAX_AGE_NANOS = 5_000_000_000L;

    private final Map<String, Waiting> waiting = new LinkedHashMap<>();
    private long version;

    private record Waiting(PathForecast forecast, long atNanos) {}

    void add(String carrier, PathForecast forecast, long nowNanos) {
        waiting.put(carrier, new Waiting(forecast, nowNanos));
    }

    /** Sends all forecasts that wait. */
    void send(Collection<PathState> paths, long nowNanos) {
        waiting.forEach((carrier, one) -> {
            if (nowNanos - one.atNanos() < MAX_AGE_NANOS) {
                ByteBuffer payload = new ForecastPayload(carrier, one.forecast()).toPayload(nowNanos);
                version++;
                paths.forEach(path -> path.link().send(new Frame(FrameKind.CONTEXT, 0, version, payload)));
            }
        });
        waiting.clear();
    }
}
