package dev.wayside.relay.history;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

import dev.wayside.client.CarrierPrediction;
import dev.wayside.client.CarrierPrediction.Point;
import dev.wayside.relay.context.PathForecast;

/**
 * A prediction and when its newest sample was taken: as time goes on, what is read from it is what lies ahead by then,
 * until the look-ahead is over.
 *
 * @param prediction as it came, and checked
 * @param newestNanos when the newest sample it was asked with was taken
 */
record RememberedPrediction(CarrierPrediction prediction, long newestNanos) {

    private static final double HORIZON_MILLIS = 1_000;

    /**
     * What it says of the next second, and of the outage it foretells, if that is likely enough.
     *
     * @param outageShare the least share of matches that an outage followed, for it to be expected
     * @return empty when its look-ahead is over
     */
    Optional<PathForecast> at(long nowNanos, double outageShare) {
        double ageMillis = (nowNanos - newestNanos) / 1e6;
        if (ageMillis > prediction.lookAheadMillis()) {
            return Optional.empty();
        }
        boolean outage = prediction.outageShare().orElse(0) >= outageShare
                && prediction.millisToOutage().isPresent();
        return Optional.of(new PathForecast(
                ahead(prediction.downlinkSeries(), prediction.downlinkBps(), ageMillis),
                ahead(prediction.uplinkSeries(), prediction.uplinkBps(), ageMillis),
                ahead(prediction.rttSeries(), prediction.rttMillis(), ageMillis),
                prediction.loss(),
                prediction.confidence(),
                outage
                        ? OptionalLong.of(newestNanos
                                + Math.round(prediction.millisToOutage().getAsDouble() * 1e6))
                        : OptionalLong.empty(),
                outage ? prediction.disconnectionMillis().orElse(0) : 0));
    }

    private static OptionalDouble ahead(List<Point> series, OptionalDouble mean, double ageMillis) {
        return series.isEmpty()
                ? mean
                : series.stream()
                        .filter(point ->
                                point.offsetMillis() > ageMillis && point.offsetMillis() <= ageMillis + HORIZON_MILLIS)
                        .mapToDouble(Point::value)
                        .average();
    }
}
