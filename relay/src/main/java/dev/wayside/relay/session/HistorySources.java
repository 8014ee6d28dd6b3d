package dev.wayside.relay.session;

import java.util.Optional;
import java.util.OptionalDouble;

import dev.wayside.fusion.Source;
import dev.wayside.relay.context.PathForecast;

/**
 * What the history says of a path, as sources to fuse with what was measured.
 *
 * @param bandwidthBps in the direction that is sent in
 * @param rttMillis of the path
 * @param loss of the path, 0 to 1
 */
record HistorySources(Optional<Source> bandwidthBps, Optional<Source> rttMillis, Optional<Source> loss) {

    private static final HistorySources NONE = new HistorySources(Optional.empty(), Optional.empty(), Optional.empty());

    static HistorySources none() {
        return NONE;
    }

    static HistorySources of(PathForecast forecast, boolean uplink) {
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
