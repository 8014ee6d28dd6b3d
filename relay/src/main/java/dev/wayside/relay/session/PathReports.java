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
import dev.wayside.relay.schedule.Lane;

/**
 * Brings together what both relays measured: twice a second the cloud tells the edge on each path what it carried, and
 * the edge publishes that with its own, by carrier. That of the lane of bulk: short messages keep no carrier busy, and
 * nothing is to be lost ahead of them that could go elsewhere. Time is an argument.
 */
final class PathReports {

    private static final double INTERVAL_MILLIS = 500;

    private final Map<Integer, Received> received = new HashMap<>();
    private long doneNanos;
    private long version;

    private record Received(ReportPayload report, long atNanos) {}

    PathReports(long nowNanos) {
        this.doneNanos = nowNanos;
    }

    /** Whether it is time again; true once each half second. */
    boolean isDue(long nowNanos) {
        if ((nowNanos - doneNanos) / 1e6 < INTERVAL_MILLIS) {
            return false;
        }
        doneNanos = nowNanos;
        return true;
    }

    /** The cloud's part. */
    void tell(Collection<PathState> paths, long nowNanos) {
        version++;
        for (PathState path : ofBulk(paths)) {
            ReportPayload report = new ReportPayload(
                    path.estimate().carriedSince(nowNanos - halfSecond()),
                    Math.min(1, path.measured().loss()));
            path.link().send(new Frame(FrameKind.CONTEXT, 0, version, report.toPayload()));
        }
    }

    /** The edge's part. */
    void publish(Collection<PathState> paths, ContextRegistry.Publisher<CarrierMeasurement> publisher, long nowNanos) {
        Map<String, CarrierMeasurement> byCarrier = new TreeMap<>();
        for (PathState path : ofBulk(paths)) {
            byCarrier.merge(path.link().carrier(), measurement(path, nowNanos), PathReports::together);
        }
        received.values().removeIf(report -> nowNanos - report.atNanos() > 2 * halfSecond());
        byCarrier.forEach((carrier, measurement) -> publisher.publish(carrier, measurement, nowNanos));
    }

    void received(int path, ReportPayload report, long nowNanos) {
        received.put(path, new Received(report, nowNanos));
    }

    private static List<PathState> ofBulk(Collection<PathState> paths) {
        return paths.stream().filter(path -> path.link().lane() == Lane.MAIN).toList();
    }

    private CarrierMeasurement measurement(PathState path, long nowNanos) {
        Received told = received.get(path.link().id());
        double loss = Math.max(
                path.measured().loss(), told == null ? 0 : told.report().loss());
        double rtt = path.measured().rttMillis();
        return new CarrierMeasurement(
                told == null ? OptionalDouble.empty() : told.report().bps(),
                path.estimate().carriedSince(nowNanos - halfSecond()),
                rtt > 0 ? OptionalDouble.of(rtt) : OptionalDouble.empty(),
                OptionalDouble.of(Math.min(1, loss)));
    }

    /** Paths over one carrier share what it carries; the quicker one shows its round trip. */
    private static CarrierMeasurement together(CarrierMeasurement one, CarrierMeasurement other) {
        return new CarrierMeasurement(
                sum(one.downlinkBps(), other.downlinkBps()),
                sum(one.uplinkBps(), other.uplinkBps()),
                least(one.rttMillis(), other.rttMillis()),
                OptionalDouble.of(Math.max(one.loss().orElse(0), other.loss().orElse(0))));
    }

    private static OptionalDouble sum(OptionalDouble one, OptionalDouble other) {
        return one.isEmpty() || other.isEmpty()
                ? (one.isPresent() ? one : other)
                : OptionalDouble.of(one.getAsDouble() + other.getAsDouble());
    }

    private static OptionalDouble least(OptionalDouble one, OptionalDouble other) {
        return one.isEmpty() || other.isEmpty()
                ? (one.isPresent() ? one : other)
                : OptionalDouble.of(Math.min(one.getAsDouble(), other.getAsDouble()));
    }

    private static long halfSecond() {
        return (long) (INTERVAL_MILLIS * 1e6);
    }
}
