package dev.wayside.relay.session;

import java.util.LinkedHashMap;
import java.util.Map;

import dev.wayside.relay.context.CarrierMeasurement;
import dev.wayside.relay.context.ContextRegistry;
import dev.wayside.relay.context.PathForecast;
import dev.wayside.relay.message.ForecastPayload;
import dev.wayside.relay.message.Frame;
import dev.wayside.relay.message.FrameFormatException;
import dev.wayside.relay.message.ReportPayload;
import org.jspecify.annotations.Nullable;

/** The CONTEXT frames of both directions: forecasts from the edge to the cloud, and reports back. */
final class ContextExchange {

    /** Chosen: more carriers than a vehicle has; bounds the memory that a peer may use. */
    private static final int MAX_CARRIERS = 256;

    private final ContextRegistry contexts;
    private final Paths paths;
    private final ProbePace pace;
    private final Faults faults;
    private final SessionTime time;
    private final PathReports reports;
    private final ForecastSender forecastSender = new ForecastSender();
    private final Map<String, Long> versions = new LinkedHashMap<>();
    /** Null in the cloud, which publishes no measurements. */
    private final ContextRegistry.@Nullable Publisher<CarrierMeasurement> measurements;

    private ContextRegistry.@Nullable Publisher<PathForecast> forecasts;

    ContextExchange(
            ContextRegistry contexts, boolean isEdge, Paths paths, ProbePace pace, Faults faults, SessionTime time) {
        this.contexts = contexts;
        this.paths = paths;
        this.pace = pace;
        this.faults = faults;
        this.time = time;
        this.reports = new PathReports(time.nowNanos());
        this.measurements = isEdge ? contexts.register(CarrierMeasurement.TYPE, "session") : null;
        if (isEdge) {
            contexts.subscribe(PathForecast.TYPE, (carrier, stamped) -> push(carrier, stamped.value()));
        }
    }

    /** Sends a forecast to the cloud, or keeps it while the pair is idle. */
    private void push(String carrier, PathForecast forecast) {
        forecastSender.add(carrier, forecast, time.nowNanos());
        if (pace.isBusy()) {
            sendForecasts();
        }
    }

    /** Sends the forecasts that were kept. */
    void sendForecasts() {
        forecastSender.send(paths.all(), time.nowNanos());
    }

    /** Accepts a frame; a fault of a subscriber is not one of the path's protocol. */
    void received(PathState path, Frame frame) throws FrameFormatException {
        try {
            if (measurements == null) {
                receivedForecast(path, frame);
            } else {
                reports.received(path.link().id(), ReportPayload.of(frame.payload()), time.nowNanos());
            }
        } catch (RuntimeException | Error fault) {
            faults.report("a context of " + path.link().carrier(), fault);
        }
    }

    /** Publishes a forecast. Its times count from when it was sent: otherwise a path would be left too late. */
    private void receivedForecast(PathState path, Frame frame) throws FrameFormatException {
        long sentNanos = time.nowNanos() - (long) (1e6 * path.rttMillis() / 2);
        ForecastPayload received = ForecastPayload.of(frame.payload(), sentNanos);
        String carrier = received.carrier();
        if (frame.sequence() <= versions.getOrDefault(carrier, 0L)) {
            return;
        }
        if (versions.size() >= MAX_CARRIERS && !versions.containsKey(carrier)) {
            throw new FrameFormatException("more than " + MAX_CARRIERS + " carriers");
        }
        versions.put(carrier, frame.sequence());
        if (forecasts == null) {
            forecasts = contexts.register(PathForecast.TYPE, "edge");
        }
        forecasts.publish(carrier, received.forecast(), time.nowNanos());
    }

    /** True once each half second. */
    boolean isReportDue() {
        return reports.isDue(time.nowNanos());
    }

    /** Reports or publishes what was measured; the cloud of an idle pair has nothing to report. */
    void report() {
        if (measurements != null) {
            reports.publish(paths.all(), measurements, time.nowNanos());
        } else if (pace.isBusy()) {
            reports.send(paths.all(), time.nowNanos());
        }
    }
}
