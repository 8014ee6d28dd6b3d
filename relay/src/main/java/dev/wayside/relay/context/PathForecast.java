package dev.wayside.relay.context;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What the history says of a carrier's next seconds, as a path uses it. Immutable.
 *
 * @param downlinkBps forecast towards the vehicle, if any, at most 1e12
 * @param uplinkBps forecast from the vehicle, if any, at most 1e12
 * @param rttMillis round-trip time, if any, at most 1e9
 * @param loss share of packets lost, 0 to 1, if any
 * @param confidence 0 to 1
 * @param outageAtNanos when a failure is expected, on the relay's clock; empty if none is
 * @param outageMillis how long it is expected to last, at most 1e9, 0 if none is expected
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

    private static final double MAX_BPS = 1e12;
    private static final double MAX_MILLIS = 1e9;

    /** @throws IllegalArgumentException if a number is out of its range */
    public PathForecast {
        requireBetween("downlinkBps", downlinkBps.orElse(0), MAX_BPS);
        requireBetween("uplinkBps", uplinkBps.orElse(0), MAX_BPS);
        requireBetween("rttMillis", rttMillis.orElse(0), MAX_MILLIS);
        requireBetween("loss", loss.orElse(0), 1);
        requireBetween("confidence", confidence, 1);
        requireBetween("outageMillis", outageMillis, MAX_MILLIS);
    }

    private static void requireBetween(String name, double value, double most) {
        if (!(value >= 0 && value <= most)) {
            throw new IllegalArgumentException(
                    "'" + name + "' of a forecast must lie between 0 and " + most + ", not " + value);
        }
    }

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
