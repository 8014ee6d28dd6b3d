package dev.wayside.relay.session.estimate;

import java.util.Optional;
import java.util.OptionalDouble;

import dev.wayside.fusion.Source;
import dev.wayside.relay.context.PathForecast;

/**
 * The history's forecast of a path, as sources to fuse with measurements.
 *
 * @param bandwidthBps in the direction in which this relay sends
 * @param rttMillis of the path
 * @param loss of the path, 0 to 1
 */
public record HistorySources(Optional<Source> bandwidthBps, Optional<Source> rttMillis, Optional<Source> loss) {

    private static final HistorySources NONE = new HistorySources(Optional.empty(), Optional.empty(), Optional.empty());

    /** Sources of a path without a forecast. */
    public static HistorySources none() {
        return NONE;
    }

    /** Sources of a forecast; none if it has no confidence. */
    public static HistorySources of(PathForecast forecast, boolean uplink) {
        return forecast.confidence() > 0
                ? new HistorySources(
                        source(uplink ? forecast.uplinkBps() : forecast.downlinkBps(), forecast.confidence()),
                        source(forecast.rttMillis(), forecast.confidence()),
                        source(forecast.loss(), forecast.confidence()))
                : NONE;
    }

    private static Optional<Source> source(OptionalDouble value, double confidence) {
        return value.isPresent()
                ? Optional.of(Source.history(value.getAsDouble(), OptionalDouble.empty(), confidence))
                : Optional.empty();
    }
}
