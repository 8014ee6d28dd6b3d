package dev.wayside.relay.context;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What the history says of a carrier's next seconds, as a path uses it. Immutable.
 *
 * @param downlinkBps forecast towards the vehicle, if any
 * @param uplinkBps forecast from the vehicle, if any
 * @param rttMillis round-trip time, if any
 * @param loss share of packets lost, 0 to 1, if any
 * @param confidence 0 to 1
 * @param outageAtNanos when a failure is expected, on the relay's clock; empty if none is
 * @param outageMillis how long it is expected to last, 0 if none is expected
 */
public record PathForecast(
        OptionalDouble downlinkBps,
        OptionalDouble uplinkBps,
        OptionalDouble rttMillis,
        OptionalDouble loss,
        double confidence,
        OptionalLong outageAtNanos,
        double outageMillis) {

    /** By carrier. */
    public static final ContextType<PathForecast> TYPE = new ContextType<>("forecast", PathForecast.class);

    /** One that says nothing of round trips and losses. */
    public PathForecast(
            OptionalDouble downlinkBps,
            OptionalDouble uplinkBps,
            double confidence,
            OptionalLong outageAtNanos,
            double outageMillis) {
        this(
                downlinkBps,
                uplinkBps,
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                confidence,
                outageAtNanos,
                outageMillis);
    }

    /** What there is to say when nothing is known any more. */
    public static PathForecast nothing() {
        return new PathForecast(OptionalDouble.empty(), OptionalDouble.empty(), 0, OptionalLong.empty(), 0);
    }
}
