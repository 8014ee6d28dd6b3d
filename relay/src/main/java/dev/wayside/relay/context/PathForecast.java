package dev.wayside.relay.context;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * The forecast of a carrier's next seconds, as a path uses it. Immutable.
 *
 * @param downlinkBps forecast towards the vehicle, if any, at most {@link #MAX_BPS}
 * @param uplinkBps forecast from the vehicle, if any, at most {@link #MAX_BPS}
 * @param rttMillis round-trip time, if any, at most {@link #MAX_MILLIS}
 * @param loss share of packets lost, 0 to 1, if any
 * @param confidence 0 to 1
 * @param outageAtNanos expected time of a failure on the relay's clock; empty if none is expected
 * @param outageMillis expected length of the failure, at most {@link #MAX_MILLIS}; 0 if none is expected
 */
public record PathForecast(
        OptionalDouble downlinkBps,
        OptionalDouble uplinkBps,
        OptionalDouble rttMillis,
        OptionalDouble loss,
        double confidence,
        OptionalLong outageAtNanos,
        double outageMillis) {

    /** The type; keys are carriers. */
    public static final ContextType<PathForecast> TYPE = new ContextType<>("forecast", PathForecast.class);

    /** Chosen: 1 Tbit/s, above any carrier, and small enough for sums. */
    public static final double MAX_BPS = 1e12;

    /** Chosen: eleven days, above any time in a forecast, and small enough for nanoseconds in a long. */
    public static final double MAX_MILLIS = 1e9;

    /** @throws IllegalArgumentException if a number is out of its range */
    public PathForecast {
        requireBetween("downlinkBps", downlinkBps.orElse(0), MAX_BPS);
        requireBetween("uplinkBps", uplinkBps.orElse(0), MAX_BPS);
        requireBetween("rttMillis", rttMillis.orElse(0), MAX_MILLIS);
        requireBetween("loss", loss.orElse(0), 1);
        requireBetween("confidence", confidence, 1);
        requireBetween("outageMillis", outageMillis, MAX_MILLIS);
    }

    private static void requireBetween(String name, double value, double max) {
        if (!(value >= 0 && value <= max)) {
            throw new IllegalArgumentException("'" + name + "' of a forecast must be 0 to " + max + ", not " + value);
        }
    }

    /** A forecast without round trips and losses. */
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

    /** The forecast when nothing is known. */
    public static PathForecast nothing() {
        return new PathForecast(OptionalDouble.empty(), OptionalDouble.empty(), 0, OptionalLong.empty(), 0);
    }
}
