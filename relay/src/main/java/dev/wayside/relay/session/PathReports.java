package dev.wayside.relay.session;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

import dev.wayside.relay.context.CarrierMeasurement;
import dev.wayside.relay.context.ContextRegistry;
import dev.wayside.relay.message.Frame;
import dev.wayside.relay.message.FrameKind;
import dev.wayside.relay.message.ReportPayload;
import dev.wayside.relay.schedule.Lane;

/**
 * The measurements of both relays together: twice a second the cloud reports each path's rate to the edge, and the edge
 * publishes it with its own, by carrier. Only of the lane of bulk: short messages keep no carrier busy, and reports
 * would delay them. Time is an argument.
 */
final class PathReports {

    /** Chosen: frequent enough for the rows of a trip. */
    private static final double INTERVAL_MILLIS = 500;

    private final Map<Integer, Received> received = new HashMap<>();
    private long doneNanos;
    private long version;

    private record Received(ReportPayload report, long atNanos) {}

    PathReports(long nowNanos) {
        this.doneNanos = nowNanos;
    }

    /** True once each half second. */
    boolean isDue(long nowNanos) {
        if ((nowNanos - doneNanos) / 1e6 < INTERVAL_MILLIS) {
            return false;
        }
        doneNanos = nowNanos;
        return true;
    }

    /** Reports to the edge; the cloud's part. */
    void send(Collection<PathState> paths, long nowNanos) {
        version++;
        for (PathState path : ofBulk(paths)) {
            ReportPayload report = new ReportPayload(
                    path.estimate().carriedSince(nowNanos - halfSecond()),
                    Math.min(1, path.measured().loss()));
            path.link().send(new Frame(FrameKind.CONTEXT, 0, version, report.toPayload()));
        }
    }

    /** Publishes both measurements; the edge's part. */
    void publish(Collection<PathState> paths, ContextRegistry.Publisher<CarrierMeasurement> publisher, long nowNanos) {
        Map<String, CarrierMeasurement> byCarrier = new TreeMap<>();
        for (PathState path : ofBulk(paths)) {
            byCarrier.merge(path.link().carrier(), measurement(path, nowNanos), PathReports::merge);
        }
        received.values().removeIf(report -> nowNanos - report.atNanos() > 2 * halfSecond());
        byCarrier.forEach((carrier, measurement) -> publisher.publish(carrier, measurement, nowNanos));
    }

    /** Notes a report of the cloud. */
    void received(int path, ReportPayload report, long nowNanos) {
        received.put(path, new Received(report, nowNanos));
    }

    private static List<PathState> ofBulk(Collection<PathState> paths) {
        return paths.stream().filter(path -> path.link().lane() == Lane.MAIN).toList();
    }

    private CarrierMeasurement measurement(PathState path, long nowNanos) {
        Received reported = received.get(path.link().id());
        double loss = Math.max(
                path.measured().loss(), reported == null ? 0 : reported.report().loss());
        double rtt = path.measured().rttMillis();
        return new CarrierMeasurement(
                reported == null ? OptionalDouble.empty() : reported.report().bps(),
                path.estimate().carriedSince(nowNanos - halfSecond()),
                rtt > 0 ? OptionalDouble.of(rtt) : OptionalDouble.empty(),
                OptionalDouble.of(Math.min(1, loss)));
    }

    /** Both together: paths over one carrier share its rate; the quicker one shows its round trip. */
    private static CarrierMeasurement merge(CarrierMeasurement one, CarrierMeasurement other) {
        return new CarrierMeasurement(
                sum(one.downlinkBps(), other.downlinkBps()),
                sum(one.uplinkBps(), other.uplinkBps()),
                min(one.rttMillis(), other.rttMillis()),
                OptionalDouble.of(Math.max(one.loss().orElse(0), other.loss().orElse(0))));
    }

    private static OptionalDouble sum(OptionalDouble one, OptionalDouble other) {
        return one.isEmpty() || other.isEmpty()
                ? (one.isPresent() ? one : other)
                : OptionalDouble.of(one.getAsDouble() + other.getAsDouble());
    }

    private static OptionalDouble min(OptionalDouble one, OptionalDouble other) {
        return one.isEmpty() || other.isEmpty()
                ? (one.isPresent() ? one : other)
                : OptionalDouble.of(Math.min(one.getAsDouble(), other.getAsDouble()));
    }

    private static long halfSecond() {
        return (long) (INTERVAL_MILLIS * 1e6);
    }
}
